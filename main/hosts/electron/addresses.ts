/** The application's own scheme: `guichet://app` is the window, `guichet://auth` where a sign-in comes back to. */
export const SCHEME = "guichet";
export const APP_ORIGIN = "guichet://app";
export const WINDOW_URL = `${APP_ORIGIN}/index.html`;
export const REDIRECT_URI = "guichet://auth";

export const isWindowUrl = (url: string): boolean => url.startsWith(`${APP_ORIGIN}/`);

/** A copy of a document that a person asks to keep: bytes that the window made itself. */
export const isWindowBlob = (url: string): boolean => url.startsWith(`blob:${APP_ORIGIN}/`);

/** Longer than any provider's answer: anybody's page may open such a link, of any length. */
const LONGEST_ANSWER = 8_192;

/** The sign-in's answer among the words a program was started with, or that the system handed over; undefined when there is none. */
export const findSignInAddress = (words: readonly string[]): string | undefined =>
  words.find((word) => word.length <= LONGEST_ANSWER && /^guichet:\/\/auth\/?(\?[\x21-\x7e]*)?$/.test(word));

/** Only pages of the web, and of this computer for a demonstration; never a file, a program or a scheme of another. */
export function isSignInPage(url: string): boolean {
  const parsed = URL.parse(url);
  if (parsed === null || parsed.username !== "") return false;
  return parsed.protocol === "https:" || (parsed.protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(parsed.hostname));
}
