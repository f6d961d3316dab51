import { readFile } from "node:fs/promises";
import { extname, join, resolve, sep } from "node:path";
import type { CustomScheme, Protocol } from "electron";
import { isWindowUrl, SCHEME } from "./addresses.ts";
import { WINDOW_HEADERS } from "./content-policy.ts";

const TYPES: { readonly [extension: string]: string } = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml", ".png": "image/png", ".ico": "image/x-icon", ".woff2": "font/woff2", ".json": "application/json",
};

/** Must be said before the application is ready. */
export const WINDOW_SCHEME: CustomScheme = { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } };

/** Serves the compiled window at `guichet://app/`, and nothing else under that scheme. */
export function serveWindowFiles(protocol: Pick<Protocol, "handle">, folder: string): void {
  protocol.handle(SCHEME, (request) => answerWindowFile(request, folder));
}

/** 405, 404 or the file; a path that leaves the folder is no file of ours. */
export async function answerWindowFile(request: { readonly url: string; readonly method: string }, folder: string): Promise<Response> {
  const refuse = (status: number): Response => new Response(null, { status, headers: WINDOW_HEADERS });
  if (request.method !== "GET") return refuse(405);
  const path = isWindowUrl(request.url) ? decode(new URL(request.url).pathname) : undefined;
  if (path === undefined) return refuse(404);
  const [root, asked] = [resolve(folder), resolve(join(folder, path))];
  const type = TYPES[extname(asked)];
  if (!asked.startsWith(`${root}${sep}`) || type === undefined) return refuse(404);
  const body = await readFile(asked).catch(() => undefined);
  return body === undefined ? refuse(404) : new Response(new Uint8Array(body), { headers: { ...WINDOW_HEADERS, "content-type": type } });
}

function decode(pathname: string): string | undefined {
  try {
    const path = decodeURIComponent(pathname);
    return path.includes("\u0000") || path.includes("\\") ? undefined : path;
  } catch {
    return undefined;
  }
}
