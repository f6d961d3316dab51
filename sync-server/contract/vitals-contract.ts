import { expect, test } from "vitest";
import { readRows, reportingWorld, type OpenReporting } from "./reporting-contract.ts";

const HOUR = 3_600_000;

/** What every store must tell of the whole centre in figures: who is silent, what waits, what was disbursed and not declared. */
export function vitalsContract(open: OpenReporting): void {
  const world = reportingWorld(open);

  test("[SE1] workstations by when they were heard of, and what waits on them by branch", async () => {
    const { store, it } = world();
    const now = Date.now();
    const before = await store.vitals(now);
    expect([before.seen, before.unsentOldest]).toEqual([[{ name: "day", count: 4 }, { name: "week", count: 0 }, { name: "month", count: 0 }, { name: "longer", count: 0 }], undefined]);
    const heard = (at: typeof it.marie, ago: number, waiting: number, oldest: number) =>
      store.noteHeard({ bank: it.bankA, branches: [], persons: [at.caller.user] }, [{ replica: at.replica, person: at.caller.user, at: now - ago, version: "1.0.0", waiting, oldestAt: waiting === 0 ? undefined : now - oldest }]);
    await heard(it.marie, 2 * 24 * HOUR, 3, 5 * HOUR);
    await heard(it.anna, 40 * 24 * HOUR, 1, 2 * HOUR);
    await heard(it.paul, HOUR, 0, 0);
    const after = await store.vitals(now);
    expect(Object.fromEntries(after.seen.map(({ name, count }) => [name, count]))).toEqual({ day: 2, week: 1, month: 0, longer: 1 });
    expect(after.unsentOldest).toBe(now - 5 * HOUR);
    // Anna works in both branches of her bank: hers counts in each.
    expect(Object.fromEntries(after.unsentBranches.map(({ name, count }) => [name, count]))).toEqual({ hour: 2, fourhours: 1, day: 0, threedays: 0 });
    const rows = await readRows(store, "unsent", it.bankA);
    expect(rows.map(({ workstations, unseen, waiting, oldest_at: oldest }) => ({ workstations, unseen, waiting, oldest }))).toEqual(expect.arrayContaining([
      { workstations: 3, unseen: 1, waiting: 4, oldest: now - 5 * HOUR }, { workstations: 1, unseen: 1, waiting: 1, oldest: now - 2 * HOUR }]));
    expect((await readRows(store, "unsent", it.bankB)).map(({ bank_id: bank, waiting, oldest_at: oldest }) => [bank, waiting, oldest])).toEqual([[it.bankB, 0, null], [it.bankB, 0, null]]);
  });

  test("[SE2] a loan disbursed and not declared counts with its amount and age, until it is declared; a rejected one counts again", async () => {
    const { store, it } = world();
    const step = async (at: typeof it.paul, base: number, name: string, facts: object = {}): Promise<number> => {
      const [verdict] = await at.send({ kind: "recorded", file: it.again.file, base, body: { step: name, facts: { on: "2020-06-15", ...facts } } });
      if (verdict?.kind !== "accepted") throw new Error(`${name}: ${JSON.stringify(verdict)}`);
      return verdict.version;
    };
    const of = async () => await store.undeclared(Date.now());
    expect(await of()).toEqual({ loans: 0, cents: 0, oldestDays: 0 });
    const files = await readRows(store, "files", it.bankA);
    let version = Number(files.find(({ file_id: file }) => file === it.again.file)?.["version"]);
    version = await step(it.anna, version, "approved");
    version = await step(it.paul, version, "disbursed", { amount: 10_000_000 });
    expect(await of()).toEqual({ loans: 1, cents: 10_000_000, oldestDays: 0 });
    version = await step(it.paul, version, "declared", { batch: "D-2" });
    expect(await of()).toMatchObject({ loans: 0 });
    await step(it.paul, version, "answered", { outcome: "REJETEE", reason: "SIREN inconnu" });
    expect(await of()).toMatchObject({ loans: 1 });
    await it.services.setBusinessDate(it.anna.caller, "2020-07-25" as Parameters<typeof it.services.setBusinessDate>[1]);
    expect((await of()).oldestDays).toBe(40);
  });

  test("[SE3] connections and locks of the database are counted", async () => {
    const { connections, connectionLimit, lockWaits } = await world().store.vitals(Date.now());
    expect(connections).toBeGreaterThan(0);
    expect(connectionLimit).toBeGreaterThanOrEqual(connections);
    expect(lockWaits).toBe(0);
  });
}
