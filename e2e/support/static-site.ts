import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";

const TYPES: { readonly [extension: string]: string } = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };

export type StaticSite = { readonly origin: string; readonly close: () => void };

/** A folder of static files on an origin of its own, as a cache in front of a bucket serves them. `policy` is read at each answer. */
export async function serveStatic(folder: string, policy: () => string): Promise<StaticSite> {
  const server = createServer((request, response) => {
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    const name = path === "/" ? "index.html" : path.slice(1);
    if (!/^(index\.html|assets\/[\w.-]+)$/.test(name)) return void response.writeHead(403).end();
    return void response.writeHead(200, { "content-type": TYPES[extname(name)] ?? "text/plain", "content-security-policy": policy() }).end(readFileSync(join(folder, name)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}
