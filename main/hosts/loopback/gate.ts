import type { IncomingMessage } from "node:http";

/**
 * The parts of this server that a browser may reach, each with the one kind of request that our own page makes of it. Cookies ignore
 * ports and another loopback port is same-site, so what tells our page from any other is Host, Origin and the fetch metadata, which no
 * page can forge.
 */
export type Door = "page" | "asset" | "call" | "events";

export type Refusal = "target" | "method" | "host" | "origin" | "site" | "mode" | "destination" | "purpose";

export type Asked = {
  readonly method: string | undefined;
  readonly target: string | undefined;
  /** Raw header names and values, as they came: a header sent twice counts as wrong. */
  readonly rawHeaders: readonly string[];
};

const ASSETS = ["script", "style", "font", "image", "manifest", "empty"];

/** Why this request is not one that our page makes; undefined when it is. `origin` is `http://127.0.0.1:PORT`. */
export function whyRefused(door: Door, asked: Asked, origin: string): Refusal | undefined {
  const one = (name: string): string | undefined => {
    const found = asked.rawHeaders.filter((_, index) => index % 2 === 1 && asked.rawHeaders[index - 1]?.toLowerCase() === name);
    return found.length > 1 ? "\u0000twice" : found[0];
  };
  if (!asked.target?.startsWith("/") || asked.target.startsWith("//")) return "target";
  if (asked.method !== (door === "call" ? "POST" : "GET")) return "method";
  if (`http://${one("host") ?? ""}` !== origin) return "host";
  const [from, site, mode, destination] = [one("origin"), one("sec-fetch-site"), one("sec-fetch-mode"), one("sec-fetch-dest")];
  // A same-origin GET carries no Origin; a POST always does.
  if (from !== origin && !(from === undefined && door !== "call")) return "origin";
  if (site === undefined || mode === undefined || destination === undefined) return "site";
  // A page that is fetched or run before anybody opens it is another page's wish.
  if (one("sec-purpose") !== undefined) return "purpose";
  if (door === "page") return mode !== "navigate" ? "mode" : destination !== "document" ? "destination" : undefined;
  if (site !== "same-origin") return "site";
  if (door === "asset") return ASSETS.includes(destination) ? undefined : "destination";
  if (mode !== "cors" && mode !== "same-origin") return "mode";
  return destination === "empty" ? undefined : "destination";
}

export const asked = (request: IncomingMessage): Asked => ({ method: request.method, target: request.url, rawHeaders: request.rawHeaders });
