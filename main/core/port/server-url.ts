/** Where `npm start` puts the sync server, and where a client looks for it when told nothing. */
export const DEFAULT_SERVER_URL = "http://127.0.0.1:8787";

/** An http(s) address as the core wants it, without a trailing slash; undefined when it is none. */
export function readServerUrl(text: string): string | undefined {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== "http:" && url.protocol !== "https:") || url.username !== "" || url.search !== "" || url.hash !== "") return undefined;
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}
