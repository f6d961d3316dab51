import { S3Refusal } from "./refusal.ts";

/** Where a request goes, decoded once: the path as it stands on the wire, and its parameters in their order. */
export type Target = { readonly path: string; readonly query: readonly (readonly [name: string, value: string])[] };

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new S3Refusal("InvalidArgument", "The address is not percent-encoded UTF-8.");
  }
}

/** The decoded path and query of a request line. @throws {S3Refusal} InvalidArgument */
export function parseTarget(url: string): Target {
  const [path = "", query = ""] = url.split(/\?(.*)/s);
  return {
    path: decode(path),
    query: query.split("&").filter((pair) => pair !== "").map((pair) => {
      const [name = "", value = ""] = pair.split(/=(.*)/s);
      return [decode(name.replaceAll("+", " ")), decode(value.replaceAll("+", " "))];
    }),
  };
}

/** Bucket and key, from the path alone or from a bucket in front of the server's domain. An empty key is the bucket itself. */
export function addressOf(host: string, domain: string, path: string): { readonly bucket: string; readonly key: string } {
  const name = host.replace(/:\d+$/, "").toLowerCase();
  if (name.endsWith(`.${domain}`)) return { bucket: name.slice(0, -domain.length - 1), key: path.slice(1) };
  const [, bucket = "", key = ""] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
  return { bucket, key };
}
