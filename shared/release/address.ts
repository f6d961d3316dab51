const LOOPBACK = /^http:\/\/(?:127\.0\.0\.1|\[::1\]|localhost)(?::\d{1,5})?(?=\/|$)/;
/** A name whose last part begins with a letter, four numbers, or this computer in IPv6: what is spelled like an address, and leads nowhere, is none. */
const LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
const OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const HOST = `(?:(?:${LABEL}\\.)*(?=[A-Za-z])${LABEL}|(?:${OCTET}\\.){3}${OCTET}|\\[::1\\])`;
const PORT = "(?::(?:[0-5]?\\d{1,4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5]))";
const PLAIN = new RegExp(`^(?:https|http)://${HOST}${PORT}?(?:/[A-Za-z0-9._~-]+)*/?$`);

/**
 * Base address of the releases, without a slash at its end; undefined for anything but https without user, query or fragment. Plain http
 * only of this computer itself, and only where `local` allows it.
 */
export function readReleaseAddress(text: string, local: boolean): string | undefined {
  if (text.length > 500 || !PLAIN.test(text) || text.includes("..")) return undefined;
  if (!text.startsWith("https://") && !(local && LOOPBACK.test(text))) return undefined;
  return text.endsWith("/") ? text.slice(0, -1) : text;
}
