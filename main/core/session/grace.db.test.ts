import { generateKeyPairSync } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { callInputs } from "../../../shared/bridge/contract.ts";
import { unwrap } from "../../../shared/kernel/result.ts";
import { DEFAULT_POLICY, policyText } from "../../../shared/policy/bank-policy.ts";
import { createCore, type Core } from "../core.ts";
import { answerCall } from "../port/answer-call.ts";
import { advisor, startFakeCentre, type FakeCentre } from "../test-support/fake-centre.ts";
import { newFile, openFile, openFirstTime, PASSPHRASE, settled, temporaryFolder, testDeps, until } from "../test-support/open-core.ts";

const DAY = 86_400_000;
let centre: FakeCentre;
let folder: ReturnType<typeof temporaryFolder>;
let core: Core | undefined;
/** The computer's clock, which anybody may set; and time that really passes while the program runs. */
let setBy: number;
let ranBy: number;
let isCut: boolean;
const line: typeof fetch = async (...asked) => (isCut ? await Promise.reject(new TypeError("fetch failed")) : await fetch(...asked));
const deps = () => testDeps(folder.dir, centre.url, { fetch: line, now: () => Date.now() + setBy + ranBy, monotonic: () => performance.now() + ranBy });
const decide = (graceDays: number | null): void => void centre.people.set("anne", { ...advisor("anne"), policy: { n: 1, text: policyText({ ...DEFAULT_POLICY, graceDays }) } });
const grace = async (open: Core) => {
  const state = await open.handlers["session.state"](undefined);
  return state.kind === "open" ? state.grace : state.kind;
};
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const ask = async (open: Core, name: string, input?: unknown) => await answerCall(open.handlers, log, name, input);
const again = async (): Promise<Core> => {
  await core?.close();
  core = await createCore(deps());
  unwrap(await core.handlers["session.unlock"]({ profile: readdirSync(join(folder.dir, "profiles"))[0] ?? "", passphrase: PASSPHRASE }), "unlock");
  return core;
};

beforeEach(async () => {
  centre = await startFakeCentre();
  folder = temporaryFolder();
  [setBy, ranBy, isCut] = [0, 0, false];
});
afterEach(async () => {
  await core?.close();
  core = undefined;
  await centre.close();
  folder.remove();
});

test("[GR1] [GR4] over, the desk shows nothing of clients, goes on with what waits, and shows all of it again once the centre answers", async () => {
  decide(10);
  const { x = "" } = generateKeyPairSync("x25519").publicKey.export({ format: "jwk" });
  centre.hello = { sealingKeys: [{ kty: "OKP", crv: "X25519", x, kid: "1" }] };
  core = await openFirstTime(deps(), "anne");
  await settled(core);
  isCut = true;
  const file = await newFile(core, { legalName: "Toujours là" });
  unwrap(await core.handlers["files.seal"]({ file }), "seal");
  expect(await grace(core)).toBeUndefined();
  ranBy = 8.5 * DAY;
  expect(await grace(core)).toEqual({ over: false, days: 10, daysLeft: 2 });
  expect(await openFile(core, file)).toMatchObject({ fields: { legalName: "Toujours là" } });
  ranBy = 10 * DAY;
  expect(await grace(core)).toMatchObject({ over: true });
  for (const [name, input] of [["files.open", { file }], ["files.list", { search: "", filter: "all", sort: "recent", offset: 0, limit: 10 }], ["sync.waiting", { limit: 10 }], ["inbox.list", { offset: 0, limit: 10 }]] as const) {
    expect(await ask(core, name, input), name).toEqual({ ok: false, code: "G9583" });
  }
  expect(await core.handlers["sync.status"](undefined)).toMatchObject({ waiting: 1 });
  const plan = unwrap(await core.handlers["carry.plan"](undefined), "plan");
  expect(plan.changes).toBe(1);
  expect(await core.handlers["carry.part"]({ set: "0190c0de-0000-7000-8000-000000000001", part: 1, of: 1, first: 1, count: 1 })).toMatchObject({ ok: true });
  const open = await again();
  expect(await grace(open)).toMatchObject({ over: true });
  expect(await ask(open, "files.open", { file })).toEqual({ ok: false, code: "G9583" });
  isCut = false;
  await settled(open);
  expect(await grace(open)).toBeUndefined();
  expect(await openFile(open, file)).toMatchObject({ fields: { legalName: "Toujours là" } });
});

test("[GR2] a clock set back prolongs nothing, over a start too; time that passed while the desk was closed counts", async () => {
  decide(10);
  core = await openFirstTime(deps(), "anne");
  await settled(core);
  isCut = true;
  ranBy = 6 * DAY;
  expect(await grace(core)).toBeUndefined();
  await core.close();
  ranBy = 9 * DAY;
  const closed = await again();
  expect(await grace(closed)).toEqual({ over: false, days: 10, daysLeft: 1 });
  setBy = -9 * DAY;
  expect(await grace(closed)).toEqual({ over: false, days: 10, daysLeft: 1 });
  const back = await again();
  ranBy += DAY;
  expect(await grace(back)).toMatchObject({ over: true });
  setBy = -300 * DAY;
  expect(await grace(await again())).toMatchObject({ over: true });
});

test("[GR1] where the bank set no end there is none; one that it sets later counts from the last answer", async () => {
  core = await openFirstTime(deps(), "anne");
  await settled(core);
  ranBy = 400 * DAY;
  isCut = true;
  expect(await grace(core)).toBeUndefined();
  expect(await ask(core, "files.list", { search: "", filter: "all", sort: "recent", offset: 0, limit: 10 })).toMatchObject({ ok: true });
  decide(30);
  isCut = false;
  const open = await again();
  await until("the policy came", async () => {
    await open.handlers["sync.now"](undefined);
    const now = await open.handlers["session.state"](undefined);
    return now.kind === "open" && now.me.policy !== undefined;
  });
  isCut = true;
  ranBy += 29.5 * DAY;
  expect(await grace(open)).toEqual({ over: false, days: 30, daysLeft: 1 });
});

test("[GR4] what goes on is listed: all else of the core is refused, whatever is added to it", async () => {
  decide(1);
  core = await openFirstTime(deps(), "anne");
  await settled(core);
  isCut = true;
  ranBy = 2 * DAY;
  const open = core;
  const gone: string[] = [];
  for (const name of Object.keys(callInputs)) {
    const refused = await open.handlers[name as keyof typeof open.handlers](undefined as never).then(() => false, (error: unknown) => error instanceof Error && error.message === "G9583");
    if (!refused) gone.push(name);
    if (name === "session.lock" || name === "session.signOut") unwrap(await open.handlers["session.unlock"]({ profile: readdirSync(join(folder.dir, "profiles"))[0] ?? "", passphrase: PASSPHRASE }), "unlock");
  }
  expect(gone.filter((name) => !/^(app|session|settings|update|carry)\./.test(name)).toSorted()).toEqual(["folder.choose", "sync.now", "sync.reissue", "sync.status", "weather.act"]);
});
