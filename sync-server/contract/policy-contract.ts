import { expect, test } from "vitest";
import { instant } from "../../shared/kernel/instant.ts";
import { DEFAULT_LAYOUT } from "../../shared/life/default-layout.ts";
import type { ProposePolicyRequest } from "../../shared/sync/policy-messages.ts";
import { DEFAULT_POLICY, policyText, type BankPolicy } from "../../shared/policy/bank-policy.ts";
import { importDirectory } from "../domain/directory.ts";
import { approving, decidePolicy } from "../testing/approving-bank.ts";
import { contractWorld, errorOf, valueOf, type OpenStore } from "../testing/contract-world.ts";

const HOUR = 3_600_000;
const other: BankPolicy = { ...DEFAULT_POLICY, approveWorkstations: true, graceDays: 14 };

/** What every centre must do with what a bank decides. [PO1] to [PO5]. */
export function policyContract(open: OpenStore): void {
  const { world, store } = contractWorld(open);

  async function made(approves = false) {
    let at = Date.now();
    const directory = approving(approves);
    const it = await world({ directory, now: () => instant(at) });
    const bank = directory.banks[0]?.id ?? "";
    const ask = { protocol: 1, ...it.address };
    const { policy } = it.services;
    const read = async (by: string) => valueOf(await policy.read(await it.caller(by), ask));
    const propose = async (by: string, wanted: ProposePolicyRequest["policy"], base = 0) => policy.propose(await it.caller(by), { ...ask, base, policy: wanted });
    const confirm = async (by: string, wanted: BankPolicy, base = 0) => policy.confirm(await it.caller(by), { ...ask, base, policy: policyText(wanted) });
    const withdraw = async (by: string) => policy.withdraw(await it.caller(by), ask);
    return { ...it, ask, bank, read, propose, confirm, withdraw, pass: (ms: number) => void (at += ms) };
  }

  test("[PO1] where nothing was decided the default holds, and a directory decides for a bank that is new and never again", async () => {
    const free = await made();
    expect(await store().policyOf(free.bank)).toEqual(DEFAULT_POLICY);
    expect((await free.read("root")).current).toEqual({ n: 0, policy: policyText(DEFAULT_POLICY) });
    await importDirectory(store(), { ...free.directory, banks: free.directory.banks.map((bank) => ({ ...bank, approveWorkstations: true })) });
    expect(await store().policyOf(free.bank)).toEqual(DEFAULT_POLICY);
    const strict = await made(true);
    expect((await strict.read("root")).current).toEqual({ n: 1, policy: policyText({ ...DEFAULT_POLICY, approveWorkstations: true }), at: expect.any(Number) });
    await importDirectory(store(), { ...strict.directory, banks: strict.directory.banks.map((bank) => ({ ...bank, approveWorkstations: false })) });
    expect((await store().policyOf(strict.bank)).approveWorkstations).toBe(true);
  });

  test("[PO2] decided at the word of two administrators, the second for exactly what is shown; the first alone changes nothing", async () => {
    const it = await made();
    expect(valueOf(await it.propose("root", other))).toMatchObject({ current: { n: 0 }, asked: { base: 0, policy: policyText(other), by: "root", mine: true }, may: ["withdraw"] });
    expect((await it.read("ada")).may).toEqual(["confirm", "withdraw"]);
    expect(await store().policyOf(it.bank)).toEqual(DEFAULT_POLICY);
    expect(errorOf(await it.confirm("root", other)).code).toBe("G9504");
    expect(errorOf(await it.confirm("ada", { ...other, graceDays: 15 })).code).toBe("G9505");
    expect(errorOf(await it.propose("ada", other)).code).toBe("G9505");
    expect(valueOf(await it.confirm("ada", other))).toMatchObject({ current: { n: 1, policy: policyText(other), askedBy: "root", confirmedBy: "ada" }, before: [], may: ["propose"] });
    expect(await store().policyOf(it.bank)).toEqual(other);
    expect(errorOf(await it.confirm("ada", other, 1)).code).toBe("G9503");
  });

  test("[PO5] a layout of the declaration is decided like the rest; a proposal that does not speak of it leaves it, and only null takes it away", async () => {
    const it = await made();
    const withLayout = { ...other, declaration: DEFAULT_LAYOUT };
    await it.propose("root", withLayout);
    valueOf(await it.confirm("ada", withLayout));
    const shorter = { ...other, graceDays: 9 };
    expect(valueOf(await it.propose("root", shorter, 1)).asked?.policy).toBe(policyText({ ...shorter, declaration: DEFAULT_LAYOUT }));
    await it.withdraw("root");
    expect(valueOf(await it.propose("root", { ...shorter, declaration: null }, 1)).asked?.policy).toBe(policyText(shorter));
    await it.withdraw("root");
    const columns = Array.from({ length: 40 }, (_, n) => ({ title: `${"COLONNE".repeat(8)}${n}`, says: "bankReference" as const }));
    const answer = { ...DEFAULT_LAYOUT.answer, accepted: Array.from({ length: 20 }, (_, n) => `${"ACCEPTE".repeat(8)}${n}`) };
    expect(errorOf(await it.propose("root", { ...shorter, declaration: { ...DEFAULT_LAYOUT, columns, answer } }, 1))).toEqual({ code: "G4001", params: { path: "policy.declaration" } });
  });

  test("[PO2] a proposal is withdrawn, is over after its time, and is stale once another decision came between", async () => {
    const it = await made();
    await it.propose("root", other);
    expect(valueOf(await it.withdraw("ada")).asked).toBeUndefined();
    expect(errorOf(await it.withdraw("ada")).code).toBe("G9503");
    await it.propose("root", other);
    it.pass(73 * HOUR);
    expect((await it.read("ada")).may).toEqual(["propose"]);
    expect(errorOf(await it.confirm("ada", other)).code).toBe("G9503");
    expect(valueOf(await it.propose("ada", other)).asked?.by).toBe("ada");
    await it.withdraw("ada");
    await decidePolicy(store(), it.directory, { graceDays: 3 });
    expect(errorOf(await it.propose("root", other, 0)).code).toBe("G9591");
    expect(errorOf(await it.propose("root", { ...DEFAULT_POLICY, graceDays: 3 }, 1)).code).toBe("G9592");
    expect(valueOf(await it.propose("root", other, 1)).current.n).toBe(1);
    expect(errorOf(await it.confirm("ada", other, 0)).code).toBe("G9591");
    expect(valueOf(await it.confirm("ada", other, 1))).toMatchObject({ current: { n: 2 }, before: [{ n: 1, askedBy: "root", confirmedBy: "ada" }] });
  });

  test("[PO2] the tables refuse a decision that two persons have not said word for word, whatever the server asks for", async () => {
    const it = await made();
    const [root, ada] = [(await it.caller("root")).user, (await it.caller("ada")).user];
    await it.propose("root", other);
    const scope = { bank: it.bank as never, branches: [], persons: [ada] };
    const word = (await store().policyStanding(it.bank)).word;
    const settle = { id: word?.id ?? "", as: "confirmed", by: ada, at: word?.at ?? 0 } as const;
    const policy = { n: 1, text: policyText(other), at: settle.at, askedBy: root, confirmedBy: ada };
    const tried = [{ policy }, { word: { settle }, policy: { ...policy, text: policyText(DEFAULT_POLICY) } }, { word: { settle }, policy: { ...policy, n: 2 } }, { word: { settle }, policy: { ...policy, askedBy: ada, confirmedBy: root } }, { word: { settle: { ...settle, as: "withdrawn" as const } }, policy }];
    for (const change of tried) await expect(store().changePolicy(scope, () => ({ change, answer: undefined }))).rejects.toThrow();
    expect((await store().policyStanding(it.bank)).decided).toEqual([]);
    await store().changePolicy(scope, () => ({ change: { word: { settle }, policy }, answer: undefined }));
    expect(await store().policyOf(it.bank)).toEqual(other);
  });

  test("[PO3] managers read and decide nothing; a bank reads its own", async () => {
    const it = await made();
    await it.propose("root", other);
    expect(await it.read("anna")).toMatchObject({ asked: { by: "root", mine: false }, may: [] });
    for (const answer of [await it.propose("anna", other), await it.confirm("anna", other), await it.withdraw("anna")]) expect(errorOf(answer).code).toBe("G3002");
    await it.confirm("ada", other);
    expect((await it.read("zoe")).current.n).toBe(0);
  });

  test("[PO4] it is told with who a person is, from the next time she asks", async () => {
    const it = await made();
    expect((await it.services.me(await it.caller("anna"))).policy).toBeUndefined();
    await decidePolicy(store(), it.directory, { graceDays: 9 });
    expect((await it.services.me(await it.caller("anna"))).policy).toEqual({ n: 1, text: policyText({ ...DEFAULT_POLICY, graceDays: 9 }) });
    expect((await it.services.me(await it.caller("zoe"))).policy).toBeUndefined();
  });

  test("[PO4] what a later version decided is not written over by this one", async () => {
    const it = await made();
    const later = JSON.stringify({ ...DEFAULT_POLICY, graceDays: 5, later: true });
    const [root, ada] = [(await it.caller("root")).user, (await it.caller("ada")).user];
    const word = { id: it.bank, by: root, at: 1, until: 9 };
    await store().changePolicy({ bank: it.bank as never, branches: [], persons: [root] }, () => ({ change: { word: { ask: { ...word, detail: `0 ${later}` } } }, answer: undefined }));
    await store().changePolicy({ bank: it.bank as never, branches: [], persons: [ada] }, () => ({ change: { word: { settle: { id: word.id, as: "confirmed", by: ada, at: 2 } }, policy: { n: 1, text: later, at: 2, askedBy: root, confirmedBy: ada } }, answer: undefined }));
    expect(await store().policyOf(it.bank)).toEqual({ ...DEFAULT_POLICY, graceDays: 5 });
    expect(errorOf(await it.propose("root", DEFAULT_POLICY, 1)).code).toBe("G9593");
  });
}
