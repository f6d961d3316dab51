import { request } from "node:http";

export type Said = { readonly status: number; readonly headers: NodeJS.Dict<string | string[]>; readonly body: string };
export type Ask = { readonly method?: string; readonly headers?: Readonly<Record<string, string | string[] | undefined>>; readonly body?: string };

/** One request, with exactly the headers given: what a browser would add is added by {@link asPage}, what an attacker would is the test's. */
export function ask(origin: string, target: string, { method = "GET", headers = {}, body }: Ask = {}): Promise<Said> {
  const { hostname, port, host } = new URL(origin);
  const given = Object.entries({ host, ...headers }).flatMap(([name, value]) => (value === undefined ? [] : [value].flat().flatMap((one) => [name, one])));
  return new Promise((resolve, reject) => {
    const outgoing = request({ hostname, port, path: target, method, headers: given, setHost: false }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (piece: string) => (text += piece)).on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    outgoing.on("error", reject).end(body);
  });
}

/** What a Chromium sends with a fetch of the page itself. */
export const asPage = (origin: string): Record<string, string> => ({ origin, "sec-fetch-site": "same-origin", "sec-fetch-mode": "cors", "sec-fetch-dest": "empty", "content-type": "application/json" });
/** What it sends when a person opens an address. */
export const asNavigation = { "sec-fetch-site": "none", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" } as const;

export type Admission = { readonly cookie: string; readonly secret: string };

export async function enter(origin: string, token: string | undefined, cookie?: string): Promise<Admission | { readonly status: number }> {
  const said = await ask(origin, "/bridge/hello", { method: "POST", headers: { ...asPage(origin), cookie }, body: JSON.stringify(token === undefined ? {} : { token }) });
  if (said.status !== 200) return { status: said.status };
  const parsed: { secret: string } = JSON.parse(said.body);
  return { secret: parsed.secret, cookie: said.headers["set-cookie"]?.[0]?.split(";")[0] ?? "" };
}

export const tokenOf = (address: string): string => new URL(address).hash.replace("#t=", "");
