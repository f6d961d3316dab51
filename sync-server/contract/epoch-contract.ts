import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { instant } from "../../shared/kernel/instant.ts";
import { EPOCH_WORD_MS, sayEpoch, type EpochSaying } from "../domain/restore/begin-epoch.ts";
import { linkedAudit } from "../testing/linked-audit.ts";
import { contractWorld, type OpenStore } from "../testing/contract-world.ts";
import { newId } from "../testing/workstation.ts";

/** What every centre must ask before it goes on in a new epoch: the words of two operators. [SY50] */
export function epochContract(open: OpenStore, { audits = true }: { readonly audits?: boolean } = {}): void {
  const { world, store } = contractWorld(open);

  async function made() {
    let at = Date.now();
    const it = await world();
    const [boss, chief] = [(await it.caller("boss")).user, (await it.caller("chief")).user];
    const epoch = async (): Promise<number> => (await store().centre())?.epochN ?? 0;
    const say = async (person: string, more: Partial<EpochSaying> = {}) => (await sayEpoch(store(), { now: () => instant(at), randomBytes: (length) => new Uint8Array(randomBytes(length)) }, { person, ...more }))?.kind;
    return { ...it, boss, chief, epoch, say, pass: (ms: number) => void (at += ms) };
  }

  test("[SY50] a new epoch begins at the words of two operators for the same; the first alone changes nothing, and is over after its time", async () => {
    const it = await made();
    const before = await it.epoch();
    expect([await it.say(newId()), await it.say((await it.caller("anna")).user), await it.say(it.boss, { number: before })]).toEqual(["unknown", "unknown", "low"]);
    expect([await it.say(it.boss), await it.say(it.boss), await it.say(it.chief, { number: before + 4 })]).toEqual(["waits", "same", "other"]);
    expect(await it.epoch()).toBe(before);
    it.pass(EPOCH_WORD_MS + 1);
    expect(await it.say(it.chief, { number: before + 4 })).toBe("waits");
    expect(await it.say(it.boss, { number: before + 4 })).toBe("begun");
    expect(await store().centre()).toMatchObject({ epochN: before + 4, recovering: true });
    expect((await store().recovery()).events.findLast(({ kind }) => kind === "begun")).toMatchObject({ epoch: before + 4, person: it.boss, askedBy: it.chief, because: null });
    expect(await store().aloneBecause()).toBeUndefined();
  });

  test("[SY50] an operator who is alone says why; it is told wherever the recovery is read", async () => {
    const it = await made();
    const before = await it.epoch();
    expect(await it.say(newId(), { because: "nobody else" })).toBe("unknown");
    await it.say(it.chief);
    expect(await it.say(it.boss, { because: "at night, chief cannot be reached" })).toBe("begun");
    expect(await it.epoch()).toBe(before + 1);
    expect(await store().aloneBecause()).toBe("at night, chief cannot be reached");
    const { centre, epoch } = await it.services.centre();
    const report = await it.services.recoveryReport(await it.caller("boss"), { protocol: 1, centre, epoch: epoch.id });
    expect(report).toMatchObject({ ok: true, value: { events: [{ kind: "begun", because: "at night, chief cannot be reached" }] } });
  });

  test.runIf(audits)("[SY50] every word said is in the audit, behind the link of the epoch that it led to", async () => {
    const it = await made();
    await it.say(it.boss, { number: 900 });
    it.pass(EPOCH_WORD_MS + 1);
    const before = (await linkedAudit(store())).length;
    expect((await linkedAudit(store())).slice(before), "nothing is linked in the epoch that is to end").toEqual([]);
    await it.say(it.chief);
    await it.say(it.boss);
    const links = (await linkedAudit(store())).slice(before);
    const n = await it.epoch();
    expect(links.map(({ kind }) => kind)).toEqual(["centre.epoch", "recovery", "epoch.word", "epoch.word"]);
    expect(links.slice(2).map(({ body }) => JSON.parse(body ?? ""))).toMatchObject([
      { after: { detail: "900", asked_by: it.boss, settled: "expired", epoch_n: n } }, { after: { detail: "next", asked_by: it.chief, settled: "confirmed", settled_by: it.boss, epoch_n: n } },
    ]);
  });

  test("[SY50] the tables take no epoch that nobody said, nor one that one person said twice", async () => {
    const it = await made();
    const before = await it.epoch();
    const begin = { n: before + 1, id: newId(), at: 5, by: it.boss, askedBy: it.boss, because: undefined };
    await expect(store().changeEpoch(() => ({ change: { begin }, answer: true }))).rejects.toThrow();
    const word = { id: newId(), detail: "next", by: it.boss, at: 1, until: 9 };
    await store().changeEpoch(({ word: open }) => ({ change: { word: { ask: word, ...(open === undefined ? {} : { settle: { id: open.id, as: "expired" as const, by: it.boss, at: 1 } }) } }, answer: true }));
    await expect(store().changeEpoch(() => ({ change: { word: { settle: { id: word.id, as: "confirmed", by: it.boss, at: 5 } }, begin }, answer: true }))).rejects.toThrow();
    await expect(store().changeEpoch(() => ({ change: { word: { settle: { id: word.id, as: "confirmed", by: it.chief, at: 10 } }, begin }, answer: true }))).rejects.toThrow();
    expect(await it.epoch()).toBe(before);
  });
}
