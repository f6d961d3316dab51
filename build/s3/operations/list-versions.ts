import { S3Refusal } from "../protocol/refusal.ts";
import { element, xmlDocument } from "../protocol/xml.ts";
import type { Version } from "../store/records.ts";
import type { Answer, Call } from "./call.ts";
import { afterKey, nameWriter, pageSize } from "./list-objects.ts";

type Row = { readonly key: string; readonly version: Version; readonly latest: boolean };

/** ListObjectVersions: every version and delete marker, newest first within a key. */
export async function listVersions(call: Call): Promise<Answer> {
  const bucket = call.buckets.get(call.bucket);
  if (call.parameter("delimiter") !== undefined) throw new S3Refusal("NotImplemented", "A delimiter is not known here in a listing of versions.");
  const prefix = call.parameter("prefix") ?? "";
  const most = pageSize(call.parameter("max-keys"));
  const write = nameWriter(call.parameter("encoding-type"));
  const [keyMarker, idMarker] = [call.parameter("key-marker") ?? "", call.parameter("version-id-marker")];
  if (idMarker !== undefined && keyMarker === "") throw new S3Refusal("InvalidArgument", "A version-id marker cannot be specified without a key marker.");
  const rows: Row[] = bucket.keys().filter((key) => key.startsWith(prefix)).flatMap((key) => {
    const versions = bucket.versions(key).map((version, index) => ({ key, version, latest: index === 0 }));
    if (key === keyMarker && idMarker !== undefined) return versions.slice(versions.findIndex(({ version }) => version.versionId === idMarker) + 1);
    return keyMarker === "" || afterKey(key, keyMarker) ? versions : [];
  });
  const page = rows.slice(0, most);
  const last = rows.length > page.length ? page.at(-1) : undefined;
  return {
    status: 200,
    body: xmlDocument("ListVersionsResult", [
      element("Name", bucket.name),
      element("Prefix", write(prefix)),
      element("KeyMarker", write(keyMarker)),
      element("VersionIdMarker", idMarker),
      element("NextKeyMarker", last === undefined ? undefined : write(last.key)),
      element("NextVersionIdMarker", last?.version.versionId),
      element("MaxKeys", most),
      element("IsTruncated", last !== undefined),
      ...page.map(({ key, version, latest }) =>
        element(version.kind === "object" ? "Version" : "DeleteMarker", [
          element("Key", write(key)),
          element("VersionId", version.versionId),
          element("IsLatest", latest),
          element("LastModified", version.modifiedAt),
          ...(version.kind === "object" ? [element("ETag", `"${version.etag}"`), element("Size", version.size), element("StorageClass", "STANDARD")] : []),
        ]),
      ),
    ]),
  };
}
