import { decodeJwt } from "jose";
import { TOTP, URI } from "otpauth";
import { expect, test } from "vitest";
import { PASSWORD, startProvider, temporaryFolder } from "./testing/provider-server.ts";
import { authorizationUrl, createBrowser, refresh, signIn, type Answer } from "./testing/sign-in.ts";

const challenge = { code_challenge: "x".repeat(43), code_challenge_method: "S256" };
const LOGIN = "first.person";
const codeNow = (page: Answer): string => /<code id="code-now">(\d{6})<\/code>/.exec(page.text)?.[1] ?? "";
/** What an authenticator application would show: it was given the address that stands on the page. */
function application(page: Answer): TOTP {
  const totp = URI.parse(/<a href="(otpauth:[^"]+)">/.exec(page.text)?.[1]?.replaceAll("&amp;", "&") ?? "");
  if (!(totp instanceof TOTP)) throw new Error("no TOTP");
  return totp;
}

async function openCodePage(nowMs: () => number, locales = "fr") {
  const { address } = await startProvider(temporaryFolder(), nowMs, true);
  const browser = createBrowser(address);
  const again = async (): Promise<Answer> => {
    const form = await browser.open(authorizationUrl(address, { ...challenge, ui_locales: locales }));
    return await browser.post(form.url, { login: LOGIN, password: PASSWORD });
  };
  return { browser, again, page: await again() };
}

test("a sign-in with an authenticator's code says so in its tokens, and in those that renew them", async () => {
  const { address, verify, signIn: told } = await startProvider(temporaryFolder(), Date.now, true);
  expect(told).toMatchObject({ scope: "openid offline_access", resource: "urn:guichet:api", acr: "urn:guichet:acr:second-factor" });
  const tokens = await signIn(address, LOGIN, PASSWORD, (page) => application(page).generate());
  expect(decodeJwt(tokens.access)).toMatchObject({ acr: "urn:guichet:acr:second-factor", amr: ["pwd", "otp", "mfa"] });
  const renewed = await refresh(address, tokens.refresh);
  for (const { access } of [tokens, renewed]) expect((await verify(access)).ok).toBe(true);
});

test("a sign-in from before the second factor was demanded is G3008, and so is what renews it", async () => {
  const folder = temporaryFolder();
  const before = await startProvider(folder);
  const tokens = await signIn(before.address, LOGIN, PASSWORD);
  expect(decodeJwt(tokens.access)).toMatchObject({ amr: ["pwd"] });
  await before.close();
  const after = await startProvider(folder, Date.now, true);
  const renewed = await refresh(after.address, tokens.refresh);
  expect(await after.verify(renewed.access)).toEqual({ ok: false, error: { code: "G3008" } });
});

test("the password alone, or a code without it, goes nowhere", async () => {
  const { browser, page } = await openCodePage(Date.now);
  expect([page.status, page.url.includes("code=")]).toEqual([200, false]);
  expect((await browser.open(page.url)).text).toContain('name="code"');
  const { address } = await startProvider(temporaryFolder(), Date.now, true);
  const other = createBrowser(address);
  const form = await other.open(authorizationUrl(address, challenge));
  const answer = await other.post(form.url, { code: application(page).generate() });
  expect([answer.status, answer.text.includes('name="password"')]).toEqual([401, true]);
});

test("a wrong code says so in both languages, guessing is slowed down, and the right one then enters", async () => {
  for (const [locales, wrong, label] of [["fr", "Ce code ne va pas", "Code à six chiffres"], ["en", "This code does not fit", "Six-digit code"]] as const) {
    let nowMs = Date.now();
    const { browser, page } = await openCodePage(() => nowMs, locales);
    expect(page.text).toContain(label);
    const right = codeNow(page);
    const bad = String((Number(right) + 1) % 1_000_000).padStart(6, "0");
    const answers: Answer[] = [];
    for (let i = 0; i < 5; i += 1) answers.push(await browser.post(page.url, { code: bad }));
    expect(answers.map(({ status, text }) => [status, text.includes(wrong)])).toEqual(answers.map(() => [401, true]));
    const slowed = await browser.post(page.url, { code: right });
    expect([slowed.status, Number(slowed.headers.get("retry-after")) > 0]).toEqual([429, true]);
    nowMs += 5_000;
    expect((await browser.post(page.url, { code: application(page).generate({ timestamp: nowMs }) })).url).toContain("/auth/callback?code=");
  }
});

test("a code is good once, a neighbouring one is taken for a slow clock, an older one never again", async () => {
  let nowMs = Math.floor(Date.now() / 30_000) * 30_000 + 1_000;
  const { browser, again, page } = await openCodePage(() => nowMs);
  const totp = application(page);
  const at = (steps: number): string => totp.generate({ timestamp: nowMs + steps * 30_000 });
  const [late, present, early, older] = [at(-1), at(0), at(1), at(-2)];
  expect((await browser.post(page.url, { code: older })).status).toBe(401);
  expect((await browser.post(page.url, { code: present })).url).toContain("?code=");
  for (const used of [present, late]) expect((await browser.post((await again()).url, { code: used })).status).toBe(401);
  const next = await again();
  expect(codeNow(next)).toBe(early);
  expect((await browser.post(next.url, { code: early })).url).toContain("?code=");
  expect(codeNow(await again())).toBe("");
  nowMs += 60_000;
  const later = await again();
  expect((await browser.post(later.url, { code: codeNow(later) })).url).toContain("?code=");
});
