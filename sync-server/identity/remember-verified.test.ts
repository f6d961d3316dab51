import { expect, test } from "vitest";
import { err, ok } from "../../shared/kernel/result.ts";
import { rememberVerified } from "./remember-verified.ts";

const facts = { issuer: "i", subject: "s", bank: undefined, expiresAtMs: 100_000 };

test("a good token is known again for half a minute, and never past its expiry", async () => {
  let now = 0;
  let asked = 0;
  const verify = rememberVerified(async () => { asked += 1; return ok(facts); }, () => now);
  for (const at of [0, 29_999]) { now = at; expect(await verify("a")).toEqual(ok(facts)); }
  expect(asked).toBe(1);
  now = 30_000;
  await verify("a");
  expect(asked).toBe(2);
  now = 99_000;
  await verify("a");
  now = 100_000;
  await verify("a");
  expect(asked).toBe(4);
});

test("another token is another question, and a refusal is asked anew each time", async () => {
  const asked: string[] = [];
  const verify = rememberVerified(async (token) => { asked.push(token); return token === "good" ? ok(facts) : err({ code: "G3001" }); }, () => 0);
  for (const token of ["good", "bad", "good", "bad", "good "]) await verify(token);
  expect(asked).toEqual(["good", "bad", "bad", "good "]);
});
