import { expect, test } from "vitest";
import { createCookieJar } from "./cookie-jar.ts";
import { driveSignInForm, findForm } from "./drive-sign-in-form.ts";

test("cookies go back to their host and path only, and are forgotten when they are over", () => {
  const jar = createCookieJar();
  jar.keep(new URL("http://a.test/oidc/auth"), ["s=1; Path=/; HttpOnly", "i=2; Path=/oidc/interaction/x", "d=3"]);
  expect(jar.header(new URL("http://a.test/oidc/interaction/x"))).toBe("s=1; i=2; d=3");
  expect(jar.header(new URL("http://a.test/oidc/interaction/xy"))).toBe("s=1; d=3");
  expect(jar.header(new URL("http://a.test/"))).toBe("s=1");
  expect(jar.header(new URL("http://a.test:8080/"))).toBe("");
  jar.keep(new URL("http://a.test/"), ["s=; Path=/; Max-Age=0", "i=; Path=/oidc/interaction/x; Expires=Thu, 01 Jan 1970 00:00:00 GMT"]);
  expect(jar.header(new URL("http://a.test/oidc/interaction/x"))).toBe("d=3");
});

test("a form is read with its hidden fields and its address", () => {
  const html = `<p><form method="post" action='/go?a=1&amp;b=2'><input type=hidden name="csrf" value="x&quot;y"><input name=login><input type="checkbox" name="stay"><button name="act" value="in">`;
  expect(findForm(`${html}</form>`)).toEqual({ action: "/go?a=1&b=2", inputs: [{ name: "csrf", value: "x\"y" }, { name: "login", value: "" }, { name: "act", value: "in" }] });
  expect(findForm("<p>rien</p>")).toBeUndefined();
});

const sign = (fetch: typeof globalThis.fetch) => driveSignInForm({ fetch, url: "http://a.test/auth", redirectUri: "http://127.0.0.1:9/cb", login: "anne", password: "p" });

test.each([
  ["no answer", () => Promise.reject(new TypeError("cut")), "G3005"],
  ["a page without a form", () => Promise.resolve(new Response("<h1>Portail</h1>")), "G5005"],
  ["a loop", (input: unknown) => Promise.resolve(new Response(null, { status: 302, headers: { location: `${String(input)}x` } })), "G5005"],
  ["a refusal", () => Promise.resolve(new Response("non", { status: 403 })), "G3004"],
  ["a second factor's form that shows no code", () => Promise.resolve(new Response("<form><input name=code></form>")), "G3004"],
  ["a second factor's form again", () => Promise.resolve(new Response('<form><input name=code></form><code id="code-now">123456</code>')), "G3004"],
  ["the form again", () => Promise.resolve(new Response("<form><input name=login><input name=password></form>")), "G3004"],
] as const)("%s: %s", async (_what, fetch, code) => {
  expect(await sign(fetch)).toMatchObject({ ok: false, error: { code } });
});

test("the code that a demonstration's page shows is given, once, after the password", async () => {
  const posted: string[] = [];
  const answers = ["<form><input name=login><input name=password></form>", '<form><input name="code"></form> <code id="code-now">012345</code>'];
  const back = await sign(async (_input, init) => {
    if (init?.body instanceof URLSearchParams) posted.push(init.body.toString());
    const page = answers.shift();
    return page === undefined ? new Response(null, { status: 303, headers: { location: "http://127.0.0.1:9/cb?code=a" } }) : new Response(page);
  });
  expect(back).toEqual({ ok: true, value: "http://127.0.0.1:9/cb?code=a" });
  expect(posted).toEqual(["login=anne&password=p", "code=012345"]);
});

test("what looks like the way back but is another address is followed, not taken for it", async () => {
  const visited: string[] = [];
  await sign(async (input) => {
    visited.push(String(input));
    return new Response(null, { status: 302, headers: { location: "http://127.0.0.1:9/cb-evil?code=1" } });
  });
  expect(visited[1]).toBe("http://127.0.0.1:9/cb-evil?code=1");
});
