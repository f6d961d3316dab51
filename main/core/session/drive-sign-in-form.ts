import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { createCookieJar, type CookieJar } from "./cookie-jar.ts";

export type FormSignIn = {
  readonly fetch: typeof globalThis.fetch;
  /** The authorization address, as a browser would open it. */
  readonly url: string;
  readonly redirectUri: string;
  readonly login: string;
  readonly password: string;
};

/** Pages and redirections of a sign-in, consent included; more is a loop. */
const MOST_STEPS = 20;

/**
 * Goes through the embedded provider's pages as a browser would: opens, fills the form, follows, and answers the address it was sent back
 * to, for `completeSignIn`. Errors: G3004 when the provider shows its form again (wrong name, password or code), G3005 when it does not answer,
 * G5005 when its pages are not understood.
 */
export async function driveSignInForm(sign: FormSignIn): Promise<Result<string, CodedError>> {
  const cookies = createCookieJar();
  let at = new URL(sign.url);
  let body: URLSearchParams | undefined;
  let [wasFilled, wasProven] = [false, false];
  try {
    for (let count = 0; count < MOST_STEPS; count += 1) {
      const response = await visit(sign.fetch, cookies, at, body);
      body = undefined;
      const location = response.headers.get("location");
      if (response.status >= 300 && response.status < 400 && location !== null) {
        await response.body?.cancel();
        const next = new URL(location, at);
        if (next.href.split("?")[0] === sign.redirectUri.split("?")[0]) return ok(next.href);
        at = next;
        continue;
      }
      const page = await response.text();
      const form = findForm(page);
      if (form === undefined) return err({ code: response.status === 401 || response.status === 403 ? "G3004" : "G5005", params: { status: response.status } });
      const asksCode = form.inputs.some(({ name }) => isCode(name));
      const code = asksCode ? publishedCode(page) : undefined;
      if (asksCode && (wasProven || code === undefined)) return err({ code: "G3004" });
      wasProven ||= asksCode;
      const asksWho = form.inputs.some(({ name }) => isPassword(name) || isLogin(name));
      if (asksWho && wasFilled) return err({ code: "G3004" });
      wasFilled ||= asksWho;
      body = new URLSearchParams(form.inputs.map(({ name, value }): [string, string] => [name, isPassword(name) ? sign.password : isLogin(name) ? sign.login : isCode(name) ? (code ?? "") : value]));
      at = new URL(form.action === "" ? at.href : form.action, at);
    }
  } catch {
    return err({ code: "G3005" });
  }
  return err({ code: "G5005", params: { what: "sign-in" } });
}

async function visit(fetch: FormSignIn["fetch"], cookies: CookieJar, at: URL, body: URLSearchParams | undefined): Promise<Response> {
  const cookie = cookies.header(at);
  const response = await fetch(at, {
    method: body === undefined ? "GET" : "POST",
    redirect: "manual",
    headers: { accept: "text/html", ...(cookie === "" ? {} : { cookie }), ...(body === undefined ? {} : { origin: at.origin }) },
    ...(body === undefined ? {} : { body }),
    signal: AbortSignal.timeout(30_000),
  });
  cookies.keep(at, response.headers.getSetCookie());
  return response;
}

const isPassword = (name: string): boolean => /^(password|passphrase|mot-de-passe)$/i.test(name);
const isCode = (name: string): boolean => name === "code";
/** Of the second factor: a demonstration's page shows it, as it shows the password. */
const publishedCode = (html: string): string | undefined => /<code id="code-now">(\d+)<\/code>/.exec(html)?.[1];
const isLogin = (name: string): boolean => /^(login|user|username|identifier|email|compte)$/i.test(name);

type Form = { readonly action: string; readonly inputs: readonly { readonly name: string; readonly value: string }[] };

/**
 * The first posting form of a page: its address and its named fields, hidden ones as they are. A demonstration's own pages, not the web's. Read once from its
 * beginning to its end, however many openings it has.
 */
export function findForm(html: string): Form | undefined {
  const found = /<form\b([^<>]*)>/i.exec(html);
  if (found === null) return undefined;
  const rest = html.slice(found.index + found[0].length);
  const end = rest.search(/<\/form>/i);
  if (end === -1) return undefined;
  const inputs = [...rest.slice(0, end).matchAll(/<(?:input|button)\b([^<>]*)>/gi)].flatMap(([, attributes = ""]) => {
    const name = attribute(attributes, "name");
    const isUnchosen = /^(checkbox|radio)$/i.test(attribute(attributes, "type") ?? "") && !/\bchecked\b/i.test(attributes);
    return name === undefined || isUnchosen ? [] : [{ name, value: attribute(attributes, "value") ?? "" }];
  });
  return { action: attribute(found[1] ?? "", "action") ?? "", inputs };
}

function attribute(attributes: string, name: string): string | undefined {
  const found = new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, "i").exec(attributes);
  const value = found?.[1] ?? found?.[2] ?? found?.[3];
  return value?.replaceAll("&amp;", "&").replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&lt;", "<").replaceAll("&gt;", ">");
}
