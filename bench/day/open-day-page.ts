import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { build } from "vite";
import { windowPolicy } from "../../shared/bridge/window-policy.ts";
import type { DayView } from "./day-view.ts";

const TYPES: { readonly [extension: string]: string } = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8" };
const EVERY_MS = 500;

export type DayPage = { readonly address: string; readonly close: () => Promise<void> };

/** The page that shows the day, on this machine only, compiled as it is opened; it asks nobody else for anything. `port` 0, or one that is taken: any free one. */
export async function openDayPage(view: () => DayView, port: number): Promise<DayPage> {
  const folder = mkdtempSync(join(tmpdir(), "guichet-day-page-"));
  await build({ configFile: false, root: join(import.meta.dirname, "page"), base: "./", publicDir: false, logLevel: "error", build: { outDir: folder, emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false }, reportCompressedSize: false } });
  const watching = new Set<ServerResponse>();
  const text = (): string => `data: ${JSON.stringify(view())}\n\n`;
  const headers = { "content-security-policy": windowPolicy("'self'"), "x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "cache-control": "no-store" };
  const server = createServer((request, response) => {
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    // A name of another place that leads here is somebody else's page.
    if (request.method !== "GET" || !/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? "")) return void response.writeHead(403, headers).end();
    if (path === "/events") {
      response.writeHead(200, { ...headers, "content-type": "text/event-stream" }).write(text());
      watching.add(response);
      return void response.once("close", () => watching.delete(response));
    }
    const name = path === "/" ? "index.html" : path.slice(1);
    if (!/^(index\.html|assets\/[\w.-]+)$/.test(name)) return void response.writeHead(404, headers).end();
    readAsset(response, headers, join(folder, name));
  });
  const ticking = setInterval(() => {
    if (watching.size === 0) return void view();
    const now = text();
    for (const response of watching) response.write(now);
  }, EVERY_MS);
  await listen(server, port);
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, // listening on TCP
    close: async () => {
      clearInterval(ticking);
      // The last word, for who still looks.
      for (const response of watching) response.end(text());
      const closed = new Promise<void>((resolve) => { server.close(() => resolve()); });
      server.closeAllConnections();
      await closed;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  try {
    await listenOn(server, port);
  } catch (error) {
    if (port === 0 || !(error instanceof Error && "code" in error && error.code === "EADDRINUSE")) throw error;
    await listenOn(server, 0);
  }
}

const listenOn = (server: Server, port: number): Promise<void> => new Promise((resolve, reject) => { server.once("error", reject).listen(port, "127.0.0.1", resolve); });

function readAsset(response: ServerResponse, headers: Readonly<Record<string, string>>, file: string): void {
  try {
    response.writeHead(200, { ...headers, "content-type": TYPES[extname(file)] ?? "application/octet-stream" }).end(readFileSync(file));
  } catch {
    response.writeHead(404, headers).end();
  }
}
