const LOOPBACK = /^http:\/\/(?:127\.0\.0\.1|\[::1\]|localhost)(?::\d{1,5})?(?=\/|$)/;
const PLAIN = /^(?:https|http):\/\/[A-Za-z0-9.[\]:-]+(?:\/[A-Za-z0-9._~-]+)*\/?$/;

/**
 * Base address of the releases, without a slash at its end; undefined for anything but https without user, query or fragment. Plain http
 * only of this computer itself, and only where `local` allows it.
 */
export function readReleaseAddress(text: string, local: boolean): string | undefined {
  if (text.length > 500 || !PLAIN.test(text) || text.includes("..")) return undefined;
  if (!text.startsWith("https://") && !(local && LOOPBACK.test(text))) return undefined;
  return text.endsWith("/") ? text.slice(0, -1) : text;
}
