import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";

const tokenAnswer = z.object({ access_token: z.string().optional(), refresh_token: z.string().optional(), error: z.string().optional() });
export type Tokens = { readonly access: string; readonly refresh: string };
const REDIRECT = "http://127.0.0.1:49152/auth/callback";

/** Signs in as a workstation would: authorization request, form, second factor where there is one, code, tokens. Follows by hand, as a browser with its own cookies. */
export async function signIn(server: string, login: string, password: string, codeOf?: (page: Answer) => string): Promise<Tokens> {
  const verifier = randomBytes(32).toString("base64url");
  const browser = createBrowser(server);
  const form = await browser.open(authorizationUrl(server, { code_challenge: createHash("sha256").update(verifier).digest("base64url"), code_challenge_method: "S256" }));
  const known = await browser.post(form.url, { login, password });
  const answer = codeOf === undefined ? known : await browser.post(known.url, { code: codeOf(known) });
  if (!answer.url.startsWith(REDIRECT)) throw new Error(`sign-in stayed at ${answer.status}`);
  const code = new URL(answer.url).searchParams.get("code") ?? "";
  return redeem(server, { grant_type: "authorization_code", code, redirect_uri: REDIRECT, code_verifier: verifier });
}

export const refresh = (server: string, token: string): Promise<Tokens> => redeem(server, { grant_type: "refresh_token", refresh_token: token });

export function authorizationUrl(server: string, over: Readonly<Record<string, string>> = {}): string {
  const query = { client_id: "guichet-desktop", response_type: "code", redirect_uri: REDIRECT, scope: "openid offline_access", resource: "urn:guichet:api", state: "s", ...over };
  return `${server}/oidc/auth?${new URLSearchParams(query).toString()}`;
}

async function redeem(server: string, form: Readonly<Record<string, string>>): Promise<Tokens> {
  const response = await fetch(`${server}/oidc/token`, { method: "POST", body: new URLSearchParams({ client_id: "guichet-desktop", ...form }) });
  const body = tokenAnswer.parse(await response.json());
  if (!response.ok) throw new Error(`token endpoint: ${response.status} ${body.error}`);
  return { access: body.access_token ?? "", refresh: body.refresh_token ?? "" };
}

export type Answer = { readonly status: number; readonly url: string; readonly text: string; readonly headers: Headers };
export type Browser = { readonly open: (url: string) => Promise<Answer>; readonly post: (url: string, form: Readonly<Record<string, string>>) => Promise<Answer> };

/** Cookies and redirects, as far as the server's own pages; a redirect elsewhere is where the journey ends. */
export function createBrowser(server: string): Browser {
  const cookies = new Map<string, string>();
  const go = async (url: string, init: RequestInit): Promise<Answer> => {
    if (!url.startsWith(server)) return { status: 0, url, text: "", headers: new Headers() };
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url, { ...init, redirect: "manual", headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) cookies.set(name, value);
    }
    const text = await response.text();
    const location = response.headers.get("location");
    return location === null ? { status: response.status, url, text, headers: response.headers } : go(new URL(location, url).href, {});
  };
  return { open: (url) => go(url, {}), post: (url, form) => go(url, { method: "POST", body: new URLSearchParams(form) }) };
}
