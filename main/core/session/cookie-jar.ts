/** Cookies of one sign-in, kept for as long as it lasts. Host and path are respected; nothing is written anywhere. */
export type CookieJar = {
  readonly keep: (from: URL, setCookies: readonly string[]) => void;
  /** Value of the Cookie header; empty when there is none to send. */
  readonly header: (to: URL) => string;
};

type Cookie = { readonly name: string; readonly value: string; readonly host: string; readonly path: string };

export function createCookieJar(): CookieJar {
  const cookies = new Map<string, Cookie>();
  return {
    keep: (from, setCookies) => {
      for (const line of setCookies) {
        const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
        const cut = pair.indexOf("=");
        if (cut <= 0) continue;
        const path = attributes.find((text) => /^path=/i.test(text))?.slice(5) || from.pathname.slice(0, Math.max(1, from.pathname.lastIndexOf("/")));
        const cookie = { name: pair.slice(0, cut), value: pair.slice(cut + 1), host: from.host, path };
        const key = `${cookie.host} ${cookie.path} ${cookie.name}`;
        if (isOver(attributes)) cookies.delete(key);
        else cookies.set(key, cookie);
      }
    },
    header: (to) =>
      [...cookies.values()].filter(({ host, path }) => host === to.host && isUnder(to.pathname, path)).map(({ name, value }) => `${name}=${value}`).join("; "),
  };
}

const isUnder = (pathname: string, path: string): boolean => pathname === path || pathname.startsWith(path.endsWith("/") ? path : `${path}/`);

const isOver = (attributes: readonly string[]): boolean =>
  attributes.some((text) => /^max-age=(?:0|-\d+)$/i.test(text) || (/^expires=/i.test(text) && Date.parse(text.slice(8)) <= 1_000_000));
