import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";

export type WindowFile = { readonly body: Buffer; readonly type: string };
/** By address path, as `/assets/main.js`; the page itself is `/`. */
export type WindowFiles = ReadonlyMap<string, WindowFile>;

const TYPES: { readonly [extension: string]: string } = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
};

/**
 * The compiled window, read whole before serving: an address is looked up, never turned into a path, and a folder swapped by a new
 * build leaves the open window as it was. Undefined when there is no compiled window there.
 */
export function readWindowFiles(folder: string): WindowFiles | undefined {
  if (!existsSync(join(folder, "index.html"))) return undefined;
  const files = new Map<string, WindowFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const type = TYPES[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    const address = `/${relative(folder, path).split(sep).join("/")}`;
    files.set(address === "/index.html" ? "/" : address, { body: readFileSync(path), type });
  }
  return files;
}
