const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|localhost|\[?::1\]?|\/.*)$/;

/**
 * False where the address leads beyond this machine and any of what it says would let the password and the files travel in the clear, or to somebody
 * who only says to be the database. Read as the driver does: `host` in the query wins, and the last of several.
 */
export function isGuardedAddress(text: string): boolean {
  const url = readUrl(text);
  if (url === undefined) return false;
  const { said, host } = url;
  const hosts = said.getAll("host");
  if ((hosts.length > 0 ? hosts : [host]).every((host) => LOOPBACK.test(host))) return true;
  const modes = said.getAll("sslmode");
  return modes.length > 0 && modes.every((mode) => mode === "verify-full");
}

/** A socket's path stands percent-encoded where a host would, or in the query, with no host at all. Undefined: no address, or a host that encodes nothing. */
function readUrl(text: string): { readonly said: URLSearchParams; readonly host: string } | undefined {
  try {
    const { searchParams, hostname } = new URL(text);
    return { said: searchParams, host: decodeURIComponent(hostname) };
  } catch {
    return undefined;
  }
}
