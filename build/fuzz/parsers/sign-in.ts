import fc from "fast-check";
import { isErrorCode } from "../../../shared/kernel/error-codes.ts";
import { createCookieJar } from "../../../main/core/session/cookie-jar.ts";
import { driveSignInForm } from "../../../main/core/session/drive-sign-in-form.ts";
import { beginSignIn } from "../../../main/core/session/identity-provider.ts";
import { findSignInAddress, isSignInPage, isWindowBlob, isWindowUrl, REDIRECT_URI } from "../../../main/hosts/electron/addresses.ts";
import { nearJson } from "../near-json.ts";
import { bytesOf, textOf, type Outcome, type Parser } from "../parser.ts";
import { split, withLine } from "./network.ts";

const address = fc.oneof(
  fc.tuple(fc.constantFrom("guichet://auth", "guichet://app", "GUICHET://AUTH", "guichet:/auth", "https://centre.example", "http://127.0.0.1:9", "http://[::1]:9", "http://localhost", "javascript:", "file://", "data:text/html,", "blob:guichet://app"), fc.constantFrom("", "/", "//", "/index.html", "/../app", "\\", "@evil.example", ":99999", "%00"), fc.constantFrom("", "?", "?code=a&state=b", "#x", "?code=a&code=b", "?error=access_denied", "?\u202e", "?" + "a".repeat(3_000)))
    .map((parts) => parts.join("")),
  fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string({ unit: "binary", maxLength: 40 }),
);
const deepLinks: Parser = {
  name: "deep-links", source: "main/hosts/electron/addresses.ts",
  open: () => ({
    samples: [`${REDIRECT_URI}?code=a&state=b`, "guichet://app/index.html", "https://sign-in.example/auth", "blob:guichet://app/1"].map(bytesOf), near: fc.array(address, { maxLength: 4 }).map((words) => bytesOf(words.join("\0"))), words: ["guichet://auth", "guichet://app/", "\0", "?code=", "@", "http://127.0.0.1"],
    feed: (input) => {
      const words = textOf(input).split("\0");
      const found = findSignInAddress(words);
      if (found !== undefined && URL.parse(found)?.host !== "auth") throw new Error("what is no sign-in is taken for one");
      const opened = words.filter(isSignInPage);
      for (const word of opened) {
        const { protocol, hostname, username } = new URL(word);
        if (username !== "" || (protocol !== "https:" && !(protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(hostname)))) throw new Error("a page that is none of the web is opened");
      }
      const own = words.filter((word) => isWindowUrl(word) || isWindowBlob(word));
      return `${found ?? opened[0] ?? own[0] ?? undefined ? "accepted" : "refused"} ${found === undefined ? 0 : 1},${Math.min(opened.length, 2)},${Math.min(own.length, 2)}`;
    },
  }),
};

const ISSUER = "http://127.0.0.1:9/oidc";
const discovery = { issuer: ISSUER, authorization_endpoint: `${ISSUER}/auth`, token_endpoint: `${ISSUER}/token`, jwks_uri: `${ISSUER}/jwks`, response_types_supported: ["code"], subject_types_supported: ["public"], id_token_signing_alg_values_supported: ["RS256"], code_challenge_methods_supported: ["S256"], authorization_response_iss_parameter_supported: true };
const granted = { access_token: "a", refresh_token: "r", token_type: "bearer", expires_in: 600, id_token: "{{id}}" };
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** `{{state}}`, `{{nonce}}` and `{{id}}` stand for what is drawn at each sign-in. */
const callback: Parser = {
  name: "sign-in-answer", source: "main/core/session/identity-provider.ts",
  open: () => {
    const good = `guichet://auth?code=c&state={{state}}&iss=${encodeURIComponent(ISSUER)}`;
    const back = fc.oneof(
      fc.constant(good),
      fc.tuple(fc.constantFrom("guichet://auth", "guichet://auth/", "guichet://other", "http://127.0.0.1"), fc.array(fc.tuple(fc.constantFrom("code", "state", "iss", "error", "error_description", "scope", "response"), fc.constantFrom("c", "{{state}}", encodeURIComponent(ISSUER), "access_denied", "", "\u0000", "%", "x".repeat(2_000))), { maxLength: 6 })).map(([to, pairs]) => `${to}?${pairs.map(([name, value]) => `${name}=${value}`).join("&")}`),
      address,
    );
    return {
      samples: [withLine(good, bytesOf(JSON.stringify(granted)))], near: fc.tuple(back, nearJson(granted, granted, { error: "invalid_grant" })).map(([line, json]) => withLine(line.replaceAll("\n", ""), json)), words: ["{{state}}", "{{id}}", "code=", "&", "error=", "\n"],
      feed: async (input) => {
        const [line, body] = split(input);
        const drawn = new URLSearchParams();
        const fetch: typeof globalThis.fetch = async (to) => {
          const json = (text: string): Response => new Response(text, { headers: { "content-type": "application/json" } });
          if ((to instanceof Request ? to.url : to.toString()).includes("/.well-known/")) return json(JSON.stringify(discovery));
          const now = Math.floor(Date.now() / 1_000);
          const id = `${part({ alg: "RS256" })}.${part({ iss: ISSUER, aud: "client", sub: "s", iat: now, exp: now + 600, nonce: drawn.get("nonce") })}.${part("unsigned")}`;
          return json(textOf(body).replaceAll("{{id}}", id));
        };
        const begun = await beginSignIn({ fetch, now: Date.now }, { issuer: ISSUER, clientId: "client", audience: "api" }, REDIRECT_URI);
        if (!begun.ok) return `refused ${begun.error.code}`;
        for (const [key, value] of new URL(begun.value.url).searchParams) drawn.append(key, value);
        const state = drawn.get("state") ?? "";
        const given = line.replaceAll("{{state}}", state);
        const isOurs = begun.value.isAnsweredBy(given);
        if (isOurs && !given.includes(state)) throw new Error("a sign-in is answered without its state");
        const done = await begun.value.complete(given);
        if (!done.ok && !isErrorCode(done.error.code)) throw new Error("a refusal without a code");
        if (done.ok && (!isOurs || typeof done.value.access !== "string" || !Number.isFinite(done.value.expiresAt))) throw new Error("a sign-in that is not ours is taken, or tokens without an end");
        return done.ok ? "accepted" : `refused ${done.error.code} ${isOurs ? "ours" : "not-ours"}`;
      },
    };
  },
};

const attributes = fc.array(fc.constantFrom(' name="login"', ' name="password"', " name=x", " type='hidden'", ' type="checkbox" checked', ' value="a&amp;b"', ' action="/x"', ' action="javascript:1"', " value=", '"', ">"), { maxLength: 5 }).map((all) => all.join(""));
const page = fc.array(fc.oneof(fc.tuple(fc.constantFrom("<form", "<input", "<button", "</form>", "<FORM", "<!-- <form"), attributes).map(([tag, more]) => `${tag}${more}>`), fc.string({ maxLength: 6 })), { maxLength: 10 }).map((tags) => tags.join(""));
const form: Parser = {
  name: "sign-in-form", source: "main/core/session/drive-sign-in-form.ts", mostBytes: 256 * 1024,
  open: () => {
    const sample = `<form method="post" action="/x"><input name="login"><input name="password" type="password"><input type=hidden name=csrf value='1'><button type="submit" name=go value="1">Entrer</button></form>`;
    const cookie = fc.constantFrom("seen=1; Path=/oidc; HttpOnly", "a=b; Max-Age=0", "=x", "a", "a=b; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "__proto__=1; Path=", "a=b; Path=/../..");
    return {
      samples: [withLine("seen=1; Path=/", bytesOf(sample))], near: fc.tuple(cookie, page).map(([line, html]) => withLine(line, bytesOf(html))), words: ["<form ", "</form>", "<input ", 'name="', "&amp;", "<form>"],
      feed: async (input) => {
        const [line, html] = split(input);
        createCookieJar().keep(new URL("http://127.0.0.1:9/a"), [line]);
        const text = textOf(html);
        const fetch: typeof globalThis.fetch = async (_to, options) => (options?.method === "POST" ? new Response(null, { status: 303, headers: { location: "guichet://auth?code=1" } }) : new Response(text, { headers: /^[\u0020-\u007e]*$/.test(line) ? { "set-cookie": line } : {} }));
        const done = await driveSignInForm({ fetch, url: "http://127.0.0.1:9/auth", redirectUri: REDIRECT_URI, login: "l", password: "p" });
        if (!done.ok && !isErrorCode(done.error.code)) throw new Error("a refusal without a code");
        return done.ok ? "accepted" : (`refused ${done.error.code}` satisfies Outcome);
      },
    };
  },
};

export const signInParsers: readonly Parser[] = [deepLinks, callback, form];
