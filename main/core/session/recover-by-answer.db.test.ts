import { randomBytes } from "node:crypto";
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { unwrap } from "../../../shared/kernel/result.ts";
import { DEFAULT_POLICY, policyText } from "../../../shared/policy/bank-policy.ts";
import { createCore, type Core } from "../core.ts";
import type { KeyVault } from "../deps.ts";
import { kidOf, makePair } from "../recovery/box.ts";
import { answerRequest, answerToText } from "../recovery/recovery-answer.ts";
import { checkCode, parseRecoveryRequest } from "../recovery/recovery-request.ts";
import { advisor, startFakeCentre, type FakeCentre } from "../test-support/fake-centre.ts";
import { newFile, openFile, openFirstTime, PASSPHRASE, settled, temporaryFolder, testDeps, until } from "../test-support/open-core.ts";

const NEXT = "six mots tout autres que ceux";
const pair = makePair();
const bankKey = { ...pair, kid: kidOf(pair.x) };
let centre: FakeCentre;
let folder: ReturnType<typeof temporaryFolder>;
let core: Core | undefined;
let aheadMs: number;
let isCut: boolean;
const line: typeof fetch = async (...asked) => (isCut ? await Promise.reject(new TypeError("fetch failed")) : await fetch(...asked));
const deps = (over: Parameters<typeof testDeps>[2] = {}) => testDeps(folder.dir, centre.url, { fetch: line, now: () => Date.now() + aheadMs, monotonic: () => performance.now() + aheadMs, ...over });
const publish = (x: string, n = 1, unlock: "passphrase" | "both" = "passphrase"): void => void centre.people.set("anne", { ...advisor("anne"), recoveryKey: { n, x }, policy: { n: 1, text: policyText({ ...DEFAULT_POLICY, unlock }) } });
const profile = (): string => readdirSync(join(folder.dir, "profiles"))[0] ?? "";
const at = (name: string): string => join(folder.dir, "profiles", profile(), name);
const slots = () => (JSON.parse(readFileSync(at("key.json"), "utf8")) as { slots: readonly { kind: string; kid?: string }[] }).slots;
const ask = async (open: Core, passphrase = NEXT) => unwrap(await open.handlers["session.requestRecovery"]({ profile: profile(), passphrase }), "request");
const answerTo = (text: string, key = bankKey, now = Date.now() + aheadMs): string => answerToText(unwrap(answerRequest(key, unwrap(parseRecoveryRequest(text), "parse"), now), "answer"));
const load = (open: Core, answer: string, passphrase = NEXT) => open.handlers["session.answerRecovery"]({ profile: profile(), answer, passphrase });
const unlock = (open: Core, passphrase: string) => open.handlers["session.unlock"]({ profile: profile(), passphrase });

async function lockedWithWork(over: Parameters<typeof testDeps>[2] = {}) {
  core = await openFirstTime(deps(over), "anne");
  await settled(core);
  isCut = true;
  const file = await newFile(core, { legalName: "Pas encore envoyé" });
  await core.handlers["session.lock"](undefined);
  return { open: core, file };
}

beforeEach(async () => {
  centre = await startFakeCentre();
  folder = temporaryFolder();
  [aheadMs, isCut] = [0, false];
});
afterEach(async () => {
  await core?.close();
  core = undefined;
  await centre.close();
  folder.remove();
});

test("[RA1] [RA3] a forgotten passphrase is replaced by an administrator's answer; what was not sent is there, the former passphrase opens nothing, and nobody learned either", async () => {
  publish(bankKey.x);
  const { open, file } = await lockedWithWork();
  expect(slots()).toContainEqual(expect.objectContaining({ kind: "recovery", kid: bankKey.kid }));
  expect(await open.handlers["session.state"](undefined)).toMatchObject({ profiles: [{ recovery: "possible" }] });
  const asked = await ask(open);
  expect(asked.code).toBe(checkCode(unwrap(parseRecoveryRequest(asked.text), "parse")));
  expect(await open.handlers["session.waitingRecovery"]({ profile: profile() })).toEqual(asked);
  expect(await open.handlers["session.state"](undefined)).toMatchObject({ profiles: [{ recovery: "waiting" }] });
  for (const secret of [PASSPHRASE, NEXT]) for (const text of [asked.text, answerTo(asked.text), readFileSync(at("recovery.json"), "utf8")]) expect(Buffer.from(text.split(".")[1] ?? text, "base64url").toString() + text).not.toContain(secret);
  const answer = answerTo(asked.text);
  expect(await load(open, answer, "pas la bonne phrase")).toEqual({ ok: false, error: { code: "G1001" } });
  expect(await load(open, answer)).toMatchObject({ ok: true, value: { kind: "open" } });
  expect(await openFile(open, file)).toMatchObject({ fields: { legalName: "Pas encore envoyé" } });
  expect(existsSync(at("recovery.json"))).toBe(false);
  await open.handlers["session.lock"](undefined);
  expect(await unlock(open, PASSPHRASE)).toEqual({ ok: false, error: { code: "G1001" } });
  expect(await unlock(open, NEXT)).toMatchObject({ ok: true });
  await open.handlers["session.lock"](undefined);
  // Used once: the same answer again finds no request.
  expect(await load(open, answer)).toEqual({ ok: false, error: { code: "G9586" } });
  expect(slots()).toContainEqual(expect.objectContaining({ kind: "recovery", kid: bankKey.kid }));
});

test("[RA6] that a workstation was opened by an answer is told to the centre at the next contact, and until it has taken it", async () => {
  publish(bankKey.x);
  const { open } = await lockedWithWork();
  const asked = await ask(open);
  expect(await load(open, answerTo(asked.text))).toMatchObject({ ok: true });
  expect(centre.recovered).toEqual([]);
  expect(existsSync(at("recovered.json"))).toBe(true);
  await open.handlers["session.lock"](undefined);
  unwrap(await unlock(open, NEXT), "unlock");
  isCut = false;
  await settled(open);
  await until("it was told", () => centre.recovered.length > 0 && !existsSync(at("recovered.json")));
  expect(centre.recovered).toMatchObject([{ request: unwrap(parseRecoveryRequest(asked.text), "parse").id, kid: bankKey.kid }]);
});

test("[RA3] an answer to a former request, one that is too old, a changed one, and one for another computer open nothing; the last good one still does", async () => {
  publish(bankKey.x);
  const { open } = await lockedWithWork();
  const former = answerTo((await ask(open)).text);
  const asked = await ask(open);
  const answer = answerTo(asked.text);
  expect(await load(open, former)).toEqual({ ok: false, error: { code: "G9586" } });
  const changed = unwrap(parseRecoveryRequest(asked.text), "parse");
  const forged = unwrap(answerRequest(bankKey, { ...changed, name: "Somebody Else" }, Date.now()), "answer");
  expect(await load(open, answerToText(forged))).toEqual({ ok: false, error: { code: "G9584", params: { what: "answer" } } });
  expect(await load(open, "bonjour")).toEqual({ ok: false, error: { code: "G9584", params: { what: "answer" } } });
  const elsewhere = temporaryFolder();
  cpSync(folder.dir, elsewhere.dir, { recursive: true });
  const there = await createCore(testDeps(elsewhere.dir, centre.url, { fetch: line }));
  await there.handlers["session.requestRecovery"]({ profile: profile(), passphrase: NEXT });
  expect(await there.handlers["session.answerRecovery"]({ profile: profile(), answer, passphrase: NEXT })).toEqual({ ok: false, error: { code: "G9586" } });
  await there.close();
  elsewhere.remove();
  aheadMs = 73 * 3_600_000;
  expect(await load(open, answer)).toEqual({ ok: false, error: { code: "G9585" } });
  expect(await unlock(open, NEXT)).toEqual({ ok: false, error: { code: "G1001" } });
  expect(await load(open, answerTo(asked.text))).toMatchObject({ ok: true });
  aheadMs = 0;
});

test("[RA2] a request that is too old waits no more; one that is cancelled does not either; a weak new passphrase asks nothing", async () => {
  publish(bankKey.x);
  const { open } = await lockedWithWork();
  expect(await open.handlers["session.requestRecovery"]({ profile: profile(), passphrase: "guichet guichet 2024" })).toMatchObject({ ok: false, error: { code: "G1009" } });
  const asked = await ask(open);
  aheadMs = 8 * 86_400_000;
  expect(await open.handlers["session.waitingRecovery"]({ profile: profile() })).toBeUndefined();
  expect(await load(open, answerTo(asked.text))).toEqual({ ok: false, error: { code: "G9585" } });
  const again = await ask(open);
  await open.handlers["session.cancelRecovery"]({ profile: profile() });
  expect(await load(open, answerTo(again.text))).toEqual({ ok: false, error: { code: "G9586" } });
  expect(await unlock(open, PASSPHRASE)).toMatchObject({ ok: true });
});

test("[RA1] after another recovery key is published, the slot is the new one's at the next unlocking, and the former key answers no more", async () => {
  publish(bankKey.x);
  const { open } = await lockedWithWork();
  const other = makePair();
  publish(other.x, 2);
  isCut = false;
  unwrap(await unlock(open, PASSPHRASE), "unlock");
  await settled(open);
  await open.handlers["session.lock"](undefined);
  unwrap(await unlock(open, PASSPHRASE), "unlock");
  await open.handlers["session.lock"](undefined);
  expect(slots().filter(({ kind }) => kind === "recovery").map(({ kid }) => kid)).toEqual([kidOf(other.x)]);
  const asked = await ask(open);
  expect(answerRequest(bankKey, unwrap(parseRecoveryRequest(asked.text), "parse"), Date.now())).toEqual({ ok: false, error: { code: "G9589" } });
  expect(await load(open, answerTo(asked.text, { ...other, kid: kidOf(other.x) }))).toMatchObject({ ok: true });
});

test("[RA3] where the bank asks for both and the vault is lost, an answer opens the profile, which is bound to the new vault", async () => {
  publish(bankKey.x, 1, "both");
  const turnedBy = (mask: Buffer): KeyVault => {
    const turn = async (bytes: Uint8Array) => Uint8Array.from(bytes, (byte, index) => byte ^ (mask[index % 64] ?? 0));
    return { kind: "os", wrap: turn, unwrap: turn };
  };
  await lockedWithWork({ keyVault: turnedBy(randomBytes(64)) });
  expect(slots().map(({ kind }) => kind)).toEqual(["both", "recovery"]);
  await core?.close();
  core = await createCore(deps({ keyVault: turnedBy(randomBytes(64)) }));
  expect((await unlock(core, PASSPHRASE)).ok).toBe(false);
  const asked = await ask(core);
  expect(await load(core, answerTo(asked.text))).toMatchObject({ ok: true, value: { opensBy: { way: "both", wanted: "both" } } });
  await core.handlers["session.lock"](undefined);
  expect(await unlock(core, NEXT)).toMatchObject({ ok: true });
  await core.close();
  core = await createCore(deps());
  const bare = await ask(core);
  expect(await load(core, answerTo(bare.text))).toMatchObject({ ok: true, value: { opensBy: { way: "passphrase", wanted: "both" } } });
});

test("[RA1] without a recovery key of the bank there is no slot, and the door says so", async () => {
  const { open } = await lockedWithWork();
  expect(slots().map(({ kind }) => kind)).toEqual(["passphrase"]);
  expect(await open.handlers["session.requestRecovery"]({ profile: profile(), passphrase: NEXT })).toEqual({ ok: false, error: { code: "G9587" } });
  writeFileSync(at("recovery.json"), "{");
  expect(await open.handlers["session.waitingRecovery"]({ profile: profile() })).toBeUndefined();
});
