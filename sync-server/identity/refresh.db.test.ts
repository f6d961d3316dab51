import { decodeJwt } from "jose";
import { expect, test } from "vitest";
import { newKey, signInBound } from "./testing/bound-client.ts";
import { PASSWORD, startProvider, temporaryFolder } from "./testing/provider-server.ts";
import { refresh, signIn } from "./testing/sign-in.ts";

const REFUSED = { error: "invalid_grant" };
const LOGIN = "first.person";

test("a used refresh token is taken again for a minute with the key that it is bound to, however often, then revokes the whole line", async () => {
  let nowMs = Date.now();
  const { address, verify } = await startProvider(temporaryFolder(), () => nowMs);
  const hers = await signInBound(address, LOGIN, PASSWORD);
  const used = hers.first.refresh_token;
  await hers.refresh(used);
  nowMs += 30_000;
  await hers.refresh(used);
  nowMs += 25_000;
  const again = await hers.refresh(used);
  expect((await verify(again.access_token)).ok).toBe(true);
  nowMs += 10_000;
  await expect(hers.refresh(used)).rejects.toMatchObject(REFUSED);
  await expect(hers.refresh(again.refresh_token)).rejects.toMatchObject(REFUSED);
});

test.each(["used", "not used yet"])("a refresh token %s, shown with another key or with none, revokes the whole line at once", async (state) => {
  for (const thief of [await newKey(), "none"] as const) {
    const { address } = await startProvider(temporaryFolder());
    const hers = await signInBound(address, LOGIN, PASSWORD);
    const next = state === "used" ? await hers.refresh(hers.first.refresh_token) : hers.first;
    await expect(hers.refresh(hers.first.refresh_token, thief)).rejects.toMatchObject(REFUSED);
    await expect(hers.refresh(next.refresh_token)).rejects.toMatchObject(REFUSED);
  }
});

test("a refresh token bound to no key is forgiven nothing: used again, it revokes its line at once", async () => {
  const { address } = await startProvider(temporaryFolder());
  const { refresh: first } = await signIn(address, LOGIN, PASSWORD);
  const { refresh: second } = await refresh(address, first);
  await expect(refresh(address, first)).rejects.toThrow("invalid_grant");
  await expect(refresh(address, second)).rejects.toThrow("invalid_grant");
});

test("one line revoked leaves her other workstation's alone", async () => {
  const { address } = await startProvider(temporaryFolder());
  const [here, there] = [await signInBound(address, LOGIN, PASSWORD), await signInBound(address, LOGIN, PASSWORD)];
  await expect(here.refresh(here.first.refresh_token, "none")).rejects.toMatchObject(REFUSED);
  expect((await there.refresh(there.first.refresh_token)).refresh_token).not.toBe(there.first.refresh_token);
});

test("a workstation whose clock is a quarter of an hour off proves its key all the same", async () => {
  const { address, verify } = await startProvider(temporaryFolder());
  const hers = await signInBound(address, LOGIN, PASSWORD, 900);
  const renewed = await hers.refresh(hers.first.refresh_token);
  expect(decodeJwt(renewed.access_token)).toMatchObject({ cnf: { jkt: expect.any(String) } });
  expect((await verify(renewed.access_token)).ok).toBe(true);
});

test("a refresh token that was revoked renews nothing, nor do those of its line", async () => {
  const { address } = await startProvider(temporaryFolder());
  const hers = await signInBound(address, LOGIN, PASSWORD);
  const next = await hers.refresh(hers.first.refresh_token);
  await hers.revoke(next.refresh_token ?? "");
  await expect(hers.refresh(next.refresh_token)).rejects.toMatchObject(REFUSED);
});
