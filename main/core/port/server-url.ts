/** Where `npm start` puts the sync server, and where a client looks for it when told nothing. */
export const DEFAULT_SERVER_URL = "http://127.0.0.1:8787";

/** What is in the clear may only go to this computer. */
const isSafe = ({ protocol, hostname }: URL): boolean => protocol === "https:" || (protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(hostname));

/** An https address, or an http one of this computer, as the core wants it, without a trailing slash; undefined when it is none. */
export function readServerUrl(text: string): string | undefined {
  const url = URL.parse(text);
  if (url === null || !isSafe(url) || url.username !== "" || url.search !== "" || url.hash !== "") return undefined;
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}
