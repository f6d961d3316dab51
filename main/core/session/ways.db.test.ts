import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { unwrap } from "../../../shared/kernel/result.ts";
import { DEFAULT_POLICY, policyText, type UnlockWay } from "../../../shared/policy/bank-policy.ts";
import { createCore, type Core } from "../core.ts";
import type { KeyVault } from "../deps.ts";
import { advisor, startFakeCentre, type FakeCentre } from "../test-support/fake-centre.ts";
import { newFile, openFile, openFirstTime, PASSPHRASE, settled, temporaryFolder, testDeps, until } from "../test-support/open-core.ts";

/** As an operating system has: its wrapping opens on the same account only. */
function osVault(): KeyVault {
  const mask = randomBytes(64);
  const turn = async (bytes: Uint8Array) => Uint8Array.from(bytes, (byte, index) => byte ^ (mask[index % 64] ?? 0));
  return { kind: "os", wrap: turn, unwrap: turn };
}

let centre: FakeCentre;
let folder: ReturnType<typeof temporaryFolder>;
let core: Core | undefined;
let vault: KeyVault;
beforeEach(async () => {
  centre = await startFakeCentre();
  folder = temporaryFolder();
  vault = osVault();
});
afterEach(async () => {
  await core?.close();
  core = undefined;
  await centre.close();
  folder.remove();
});

const decide = (unlock: UnlockWay, n = 1): void => void centre.people.set("anne", { ...advisor("anne"), policy: { n, text: policyText({ ...DEFAULT_POLICY, unlock }) } });
const deps = (over: Parameters<typeof testDeps>[2] = {}) => testDeps(folder.dir, centre.url, { keyVault: vault, ...over });
const profile = (): string => readdirSync(join(folder.dir, "profiles"))[0] ?? "";
const kinds = (): readonly string[] => (JSON.parse(readFileSync(join(folder.dir, "profiles", profile(), "key.json"), "utf8")) as { slots: readonly { kind: string }[] }).slots.map(({ kind }) => kind);
const byVault = (open: Core) => open.handlers["session.unlockByVault"]({ profile: profile() });
const byPassphrase = (open: Core, passphrase = PASSPHRASE) => open.handlers["session.unlock"]({ profile: profile(), passphrase });
const state = async (open: Core) => await open.handlers["session.state"](undefined);
const again = async (over: Parameters<typeof testDeps>[2] = {}): Promise<Core> => {
  await core?.close();
  core = await createCore(deps(over));
  return core;
};

test("[KF9] a bank that lets either open: the vault's session opens the desk with one press, and what was typed is there", async () => {
  decide("either");
  core = await openFirstTime(deps(), "anne");
  expect(kinds()).toEqual(["passphrase", "os-vault", "vault"]);
  const file = await newFile(core, { legalName: "Toujours là" });
  expect(await core.handlers["session.lock"](undefined)).toMatchObject({ kind: "closed", profiles: [{ opensBy: "either" }] });
  expect(await byVault(core)).toMatchObject({ ok: true, value: { kind: "open", opensBy: { way: "either", wanted: "either" } } });
  expect(await openFile(core, file)).toMatchObject({ fields: { legalName: "Toujours là" } });
});

test("[KF9] a profile carried to another computer, or opened where there is no vault, opens by its passphrase, and is then bound to the new place", async () => {
  decide("either");
  core = await openFirstTime(deps(), "anne");
  vault = osVault();
  const away = await again();
  expect(await byVault(away)).toEqual({ ok: false, error: { code: "G9582" } });
  expect((await state(away)).kind).toBe("closed");
  unwrap(await byPassphrase(away), "unlock");
  await away.handlers["session.lock"](undefined);
  expect(await byVault(away)).toMatchObject({ ok: true });
  const bare = await again({ keyVault: { kind: "none" } });
  expect(await state(bare)).toMatchObject({ kind: "closed", profiles: [expect.not.objectContaining({ opensBy: "either" })] });
  expect(await byPassphrase(bare)).toMatchObject({ ok: true });
  expect(kinds()).toContain("vault");
});

test("[KF9] a bank that asks for both: neither opens without the other; a wrong passphrase counts as ever", async () => {
  decide("both");
  core = await openFirstTime(deps(), "anne");
  expect(kinds()).toEqual(["both"]);
  expect(await core.handlers["session.lock"](undefined)).toMatchObject({ profiles: [{ opensBy: "both" }] });
  expect(await byVault(core)).toEqual({ ok: false, error: { code: "G9581" } });
  expect(await byPassphrase(core, "pas la bonne phrase")).toEqual({ ok: false, error: { code: "G1001" } });
  expect(await byPassphrase(core)).toMatchObject({ ok: true, value: { opensBy: { way: "both", wanted: "both" } } });
  const bare = await again({ keyVault: { kind: "none" } });
  expect(await byPassphrase(bare)).toEqual({ ok: false, error: { code: "G9582" } });
  expect((await state(bare)).kind).toBe("closed");
});

test("[KF9] without a vault worth its name the passphrase goes on alone, and the desk says what the bank wanted", async () => {
  decide("both");
  core = await openFirstTime(deps({ keyVault: { kind: "none" } }), "anne");
  expect(kinds()).toEqual(["passphrase"]);
  expect(await state(core)).toMatchObject({ opensBy: { way: "passphrase", wanted: "both" } });
});

test("[KF9] a policy that changed holds at the next unlocking; the vault's way ends as the desk closes, before anybody could use it", async () => {
  decide("either");
  core = await openFirstTime(deps(), "anne");
  await settled(core);
  decide("both", 2);
  const open = await again();
  unwrap(await byVault(open), "vault");
  await until("the policy came", async () => {
    await open.handlers["sync.now"](undefined);
    const now = await state(open);
    return now.kind === "open" && now.me.policy?.n === 2;
  });
  await open.handlers["session.lock"](undefined);
  expect(kinds()).toEqual(["passphrase", "os-vault"]);
  expect(await byVault(open)).toEqual({ ok: false, error: { code: "G9581" } });
  expect(await byPassphrase(open)).toMatchObject({ ok: true, value: { opensBy: { way: "both" } } });
  expect(kinds()).toEqual(["both"]);
});

test("[KF9] IT's word for the computer holds over the bank's, at a locked door too", async () => {
  decide("either");
  core = await openFirstTime(deps(), "anne");
  const strict = await again({ unlockWay: "passphrase" });
  expect(await byVault(strict)).toEqual({ ok: false, error: { code: "G9581" } });
  expect(await byPassphrase(strict)).toMatchObject({ ok: true, value: { opensBy: { way: "passphrase", wanted: "passphrase" } } });
  expect(kinds()).not.toContain("vault");
  const both = await again({ unlockWay: "both" });
  unwrap(await byPassphrase(both), "unlock");
  expect(kinds()).toEqual(["both"]);
});

test("[KF7] a wait for wrong passphrases holds for the vault too", async () => {
  decide("either");
  core = await openFirstTime(deps(), "anne");
  await core.handlers["session.lock"](undefined);
  for (let wrong = 0; wrong < 5; wrong += 1) await byPassphrase(core, "pas la bonne phrase");
  expect(await byVault(core)).toMatchObject({ ok: false, error: { code: "G1012" } });
});
