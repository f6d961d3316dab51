import { expect, test } from "vitest";
import { instant } from "../../shared/kernel/instant.ts";
import { approving } from "../testing/approving-bank.ts";
import { contractWorld, errorOf, valueOf, type OpenStore } from "../testing/contract-world.ts";
import { newId } from "../testing/workstation.ts";

const HOUR = 3_600_000;
const [first, second] = ["A", "B"].map((letter) => letter.repeat(43)) as [string, string];

/** What every centre must do with a bank's recovery key: its public half, at the word of two. [RK1] to [RK4]. */
export function recoveryKeyContract(open: OpenStore): void {
  const { world, store } = contractWorld(open);

  async function made() {
    let at = Date.now();
    const directory = approving(false);
    const it = await world({ directory, now: () => instant(at) });
    const ask = { protocol: 1, ...it.address };
    const { recoveryKeys } = it.services;
    const read = async (by: string) => valueOf(await recoveryKeys.read(await it.caller(by), ask));
    const publish = async (by: string, x: string) => recoveryKeys.publish(await it.caller(by), { ...ask, x });
    const withdraw = async (by: string) => recoveryKeys.withdraw(await it.caller(by), ask);
    return { ...it, ask, bank: directory.banks[0]?.id ?? "", read, publish, withdraw, pass: (ms: number) => void (at += ms) };
  }

  test("[RK1] a key is published once two administrators have said the same; one word changes nothing, and a bank sees its own", async () => {
    const it = await made();
    expect(await it.read("root")).toMatchObject({ published: [], may: ["publish"] });
    expect(valueOf(await it.publish("root", first))).toMatchObject({ published: [], asked: { x: first, by: "root", mine: true }, may: ["withdraw"] });
    expect((await it.read("ada")).may).toEqual(["confirm", "withdraw"]);
    expect(await store().recoveryKeyOf(it.bank)).toBeUndefined();
    expect(errorOf(await it.publish("root", first)).code).toBe("G9504");
    expect(errorOf(await it.publish("ada", second)).code).toBe("G9505");
    const done = valueOf(await it.publish("ada", first));
    expect(done).toMatchObject({ published: [{ n: 1, x: first, askedBy: "root", confirmedBy: "ada" }], may: ["publish"] });
    expect(done.asked).toBeUndefined();
    expect(errorOf(await it.publish("ada", first)).code).toBe("G9503");
    expect((await it.read("zoe")).published).toEqual([]);
  });

  test("[RK1] a word is withdrawn by either, and is over after its time", async () => {
    const it = await made();
    await it.publish("root", first);
    expect(valueOf(await it.withdraw("ada")).asked).toBeUndefined();
    expect(errorOf(await it.withdraw("ada")).code).toBe("G9503");
    await it.publish("root", first);
    it.pass(73 * HOUR);
    expect((await it.read("ada")).may).toEqual(["publish"]);
    expect(valueOf(await it.publish("ada", first))).toMatchObject({ published: [], asked: { by: "ada" } });
  });

  test("[RK2] whoever is no administrator publishes nothing; the tables refuse what two have not said word for word", async () => {
    const it = await made();
    for (const answer of [await it.publish("anna", first), await it.withdraw("anna")]) expect(errorOf(answer).code).toBe("G3002");
    await it.publish("root", first);
    const [root, ada] = [(await it.caller("root")).user, (await it.caller("ada")).user];
    const { word } = await store().recoveryKeyStanding(it.bank);
    const settle = { id: word?.id ?? "", as: "confirmed", by: ada, at: word?.at ?? 0 } as const;
    const key = { n: 1, x: first, at: settle.at, askedBy: root, confirmedBy: ada };
    const scope = { bank: it.bank as never, branches: [], persons: [ada] };
    const tried = [{ key }, { word: { settle }, key: { ...key, x: second } }, { word: { settle }, key: { ...key, n: 2 } }, { word: { settle }, key: { ...key, askedBy: ada, confirmedBy: root } }, { word: { settle: { ...settle, as: "withdrawn" as const } }, key }];
    for (const change of tried) await expect(store().changeRecoveryKey(scope, () => ({ change, answer: undefined }))).rejects.toThrow();
    expect((await store().recoveryKeyStanding(it.bank)).published).toEqual([]);
  });

  test("[RK4] each workstation hears the last key with who its owner is; former ones stay in the list", async () => {
    const it = await made();
    expect((await it.services.me(await it.caller("marie"))).recoveryKey).toBeUndefined();
    for (const x of [first, second]) for (const by of ["root", "ada"]) valueOf(await it.publish(by, x));
    expect((await it.services.me(await it.caller("marie"))).recoveryKey).toEqual({ n: 2, x: second });
    expect((await it.services.me(await it.caller("zoe"))).recoveryKey).toBeUndefined();
    expect((await it.read("ada")).published.map(({ x }) => x)).toEqual([second, first]);
  });

  test("[RK3] a workstation tells that it was opened by an answer, once; nobody tells it of another's", async () => {
    const it = await made();
    const marie = await it.workstation("marie");
    const told = { ...it.ask, replica: marie.replica, request: newId(), kid: "0123456789abcdef", at: 1_000 };
    for (const _time of [1, 2]) expect(valueOf(await it.services.recoveryKeys.used(marie.caller, told))).toEqual({ taken: true });
    expect(errorOf(await it.services.recoveryKeys.used(await it.caller("paul"), told)).code).toBe("G3003");
  });
}
