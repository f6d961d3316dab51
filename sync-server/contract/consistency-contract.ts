import { describe, expect, test } from "vitest";
import { createNightWork, type NightFault } from "../domain/reporting/create-night-work.ts";
import { CONSISTENCY_IDS, consistencyChecks, type ConsistencyId } from "../store/consistency/checks.ts";
import type { Inconsistency } from "../store/store.ts";
import { PLANTED, type ReportingStory } from "../testing/reporting-story.ts";
import { reportingWorld, type OpenReporting } from "./reporting-contract.ts";

type Plant = { readonly sql: (it: ReportingStory) => string; /** The file, workstation, branch or number that the check must name. */ readonly named: (it: ReportingStory) => string };
const again = (it: ReportingStory) => it.again.file;
const stateOf = (file: string, place: string, value: string): string => `UPDATE file SET state = jsonb_set(state::jsonb, '${place}', ${value})::text WHERE file_id = '${file}'`;

/** For each check, a fault of its own. */
const plants: Readonly<Record<ConsistencyId, Plant>> = {
  "ledger-of-files": { sql: (it) => `UPDATE ledger_movement SET amount = amount + 1 WHERE number = '${it.again.number}'`, named: again },
  "files-of-ledger": { sql: (it) => `UPDATE file SET state = replace(state, '${it.again.number}', 'none') WHERE file_id = '${it.again.file}'`, named: again },
  "ledger-steps": { sql: (it) => `UPDATE ledger_movement SET step = 7 WHERE number = '${it.again.number}'`, named: again },
  "ledger-accounts": { sql: (it) => `DELETE FROM ledger_account WHERE siren = '${it.loan.siren}'`, named: (it) => it.loan.file },
  "sums-by-company": { sql: (it) => stateOf(it.loan.file, "{life}", "'[]'"), named: (it) => it.loan.number },
  "number-once": { sql: (it) => `INSERT INTO ledger_movement SELECT siren, bank_id, file_id, step + 1, scheme, amount, grant_on, 'granted', '${it.loan.number}', moved_at FROM ledger_movement WHERE number = '${it.elsewhere.number}'`, named: (it) => it.elsewhere.file },
  "receipt-of-number": { sql: (it) => stateOf(it.loan.file, "{registration,receipt}", `(SELECT state::jsonb->'registration'->'receipt' FROM file WHERE file_id = '${it.elsewhere.file}')`), named: (it) => it.loan.file },
  "attestation-of-number": { sql: (it) => stateOf(it.again.file, "{fields,amount}", "'9999999'"), named: again },
  "feed-of-files": { sql: (it) => `DELETE FROM feed WHERE file_id = '${it.draft}'`, named: (it) => it.draft },
  "feed-ahead": { sql: (it) => `UPDATE feed SET version = version + 50 WHERE file_id = '${it.draft}'`, named: (it) => it.draft },
  "feed-places": { sql: (it) => `UPDATE feed_counter SET n = n + 1 WHERE branch_id = '${it.marie.caller.branches[0]?.id}'`, named: (it) => it.marie.caller.branches[0]?.id ?? "" },
  "document-of-files": { sql: () => "UPDATE document SET size = size + 1", named: again },
  "document-parts": { sql: () => "INSERT INTO document_part SELECT bank_id, file_id, document_id, 1, document_id, size - 1 FROM document", named: again },
  "line-ends": { sql: (it) => `UPDATE replica SET have = have - 1 WHERE replica_id = '${it.marie.replica}'`, named: (it) => it.marie.replica },
  "line-gaps": { sql: (it) => `DELETE FROM change WHERE replica_id = '${it.marie.replica}' AND seq = 1`, named: (it) => it.marie.replica },
  "push-joins": { sql: (it) => `UPDATE signed_head SET first_seq = first_seq + 1 WHERE replica_id = '${it.paul.replica}' AND first_seq > 1`, named: (it) => it.paul.replica },
  "push-ends": { sql: (it) => `UPDATE signed_head SET last_hash = repeat('0', 64) WHERE replica_id = '${it.anna.replica}'`, named: (it) => it.anna.replica },
};

/** What every store's checks must find, and not find. */
export function consistencyContract(open: OpenReporting): void {
  const world = reportingWorld(open);

  test("[RP7] after a whole story no check finds anything, over all banks and over one", async () => {
    const { store, it } = world();
    for (const check of CONSISTENCY_IDS) for (const bank of [undefined, it.bankA]) expect(await store.runCheck(check, bank), check).toEqual({ check, found: 0, rows: [] });
  });

  describe("[RP8] each check finds the fault that it is for", () => {
    for (const { id: check, sql: statement } of consistencyChecks) {
      test(check, async () => {
        const { driver, it } = world();
        const { sql, named } = plants[check];
        const rows = await driver.administer(async (client) => {
          await client.script("BEGIN; SET LOCAL search_path TO guichet, pg_catalog");
          try {
            await client.script(sql(it));
            await client.script("SET LOCAL ROLE guichet_reporting");
            return await client.query<Inconsistency>(statement);
          } finally {
            await client.script("ROLLBACK");
          }
        });
        expect(rows.map(({ subject, number }) => [subject, number]).flat()).toContain(named(it));
        for (const planted of [...PLANTED, it.loan.siren, it.again.siren]) expect(JSON.stringify(rows)).not.toContain(planted);
      });
    }
  });

  test("[RP8] a state that cannot be read at all is found too", async () => {
    const { driver, store, it } = world();
    const change = (sql: string) => driver.administer(async (client) => await client.script(`SET search_path TO guichet; ${sql}; RESET search_path`));
    await change(`UPDATE file SET state = '{' || state WHERE file_id = '${it.loan.file}'`);
    expect(await store.runCheck("ledger-of-files", undefined)).toEqual({ check: "ledger-of-files", found: "unreadable", rows: [] });
    expect(await store.checkOnce("ledger-of-files", 50, 60)).toMatchObject({ found: "unreadable" });
    expect(await store.nightResults()).toContainEqual({ task: "ledger-of-files", ranAt: 60, found: -1 });
    await change(`UPDATE file SET state = substr(state, 2) WHERE file_id = '${it.loan.file}'`);
    expect(await store.checkOnce("ledger-of-files", 70, 80)).toMatchObject({ found: 0 });
  });

  test("[RP9] of several that ask in one night one runs a check; the others read what it found", async () => {
    const { store } = world();
    const asked = await Promise.all([1, 2, 3].map(async () => await store.checkOnce("push-joins", 100, 200)));
    expect(asked.filter((one) => one !== undefined)).toEqual([{ check: "push-joins", found: 0, rows: [] }]);
    expect(await store.checkOnce("push-joins", 200, 300)).toBeUndefined();
    expect(await store.checkOnce("push-joins", 201, 300)).toMatchObject({ found: 0 });
    expect(await Promise.all([1, 2, 3].map(async () => await store.takeNightTask("premiums", 100, 200)))).toHaveLength(3);
    expect(await store.takeNightTask("premiums", 100, 250)).toBe(false);
    expect(await store.takeNightTask("premiums", 201, 250)).toBe(true);
    expect((await store.nightResults()).filter(({ task }) => ["premiums", "push-joins"].includes(task))).toEqual([{ task: "premiums", ranAt: 250, found: 0 }, { task: "push-joins", ranAt: 300, found: 0 }]);
  });

  test("[RP9] the night's work of two servers: premiums and every check once, what is found told by name and count", async () => {
    const { driver, store, it } = world();
    const faults: NightFault[] = [];
    const night = Date.parse("2031-05-06T03:00:00Z");
    const work = () => createNightWork({ store, hour: 3, now: () => night, onFault: (fault) => void faults.push(fault), onError: (error) => { throw error; } });
    const [one, two] = [work(), work()];
    await driver.administer(async (client) => await client.script(`SET search_path TO guichet; UPDATE replica SET have = have - 1 WHERE replica_id = '${it.anna.replica}'; RESET search_path`));
    await Promise.all([one.run(), two.run()]);
    await one.run();
    // Whichever of the two found which, and first.
    expect(faults.toSorted((a, b) => (a.check < b.check ? -1 : 1))).toEqual([{ check: "line-ends", found: 1 }, { check: "line-gaps", found: 1 }]);
    expect([one.results().length, one.results().every(({ ranAt }) => ranAt === night)]).toEqual([CONSISTENCY_IDS.length + 1, true]);
    await driver.administer(async (client) => await client.script(`SET search_path TO guichet; UPDATE replica SET have = have + 1 WHERE replica_id = '${it.anna.replica}'; RESET search_path`));
    await Promise.all([one.stop(), two.stop()]);
  });
}
