import { expect, test } from "vitest";
import type { VerificationRequest } from "../../shared/sync/verification.ts";
import { openingOf } from "./scope.ts";
import { sqlState, type SqlDriver } from "./sql.ts";
import type { DataScope, MovementWrite, Store } from "./store.ts";

export type VerificationWorld = {
  readonly store: () => Store;
  readonly driver: () => SqlDriver;
  /** A place of a fresh bank, with a file. */
  readonly place: () => Promise<{ readonly scope: DataScope; readonly file: string }>;
};

let numbers = 0;
/** Distinct in one database; whether its check character is right is not the store's to judge. */
const newNumber = (): string => `1-${String((numbers += 1)).padStart(4, "0")}-0000-0`;
const SIREN = "900000019";

/** What every store must do when a stranger asks for a number ([VE1], [VE2]). */
export function verificationContract({ store, driver, place }: VerificationWorld): void {
  async function move(at: Awaited<ReturnType<typeof place>>, over: Partial<MovementWrite> & Pick<MovementWrite, "number">): Promise<VerificationRequest> {
    const movement = { siren: SIREN, file: at.file, scheme: "CLASSIQUE", amount: 25_000_050, grantOn: "2020-04-20", state: "reserved", movedAt: 1, ...over } as const;
    await store().push(at.scope, async (tx) => {
      await tx.openLedger([movement.siren]);
      await tx.write({ created: [], updated: [], changes: [], movements: [movement], holds: [], disclosures: [] });
    });
    return { number: movement.number, siren: movement.siren, amount: movement.amount };
  }

  test("[VE1] a number is found by its own SIREN and amount only, each of many in its place, whatever differs", async () => {
    const [here, there] = [await place(), await place()];
    const one = await move(here, { number: newNumber() });
    const other = await move(there, { number: newNumber(), siren: "900000027", amount: 100 });
    const asked = [
      { ...one, amount: one.amount + 1 }, one, { ...one, siren: other.siren }, { ...one, number: newNumber() }, other, { ...other, amount: one.amount, siren: one.siren }, one,
    ];
    expect(await store().findRegistrations(asked)).toEqual([undefined, "registered", undefined, undefined, "registered", undefined, "registered"]);
    expect(await store().findRegistrations([])).toEqual([]);
  });

  test("[VE2] what counts is the number's last movement: granted for less, the amount before is amended and never another; released, both are cancelled", async () => {
    const at = await place();
    const [first, second] = [newNumber(), newNumber()];
    const reserved = await move(at, { number: first });
    const granted = await move(at, { number: first, state: "granted", amount: 20_000_000 });
    const never = { ...granted, amount: 22_000_000 };
    expect(await store().findRegistrations([reserved, granted, never])).toEqual(["amended", "registered", undefined]);
    await move(at, { number: first, state: "released", amount: 20_000_000 });
    expect(await store().findRegistrations([reserved, granted, never])).toEqual(["cancelled", "cancelled", undefined]);
    const again = await move(at, { number: second });
    expect(await store().findRegistrations([granted, again])).toEqual(["cancelled", "registered"]);
  });

  test("[ST3] it is asked without a bank, by the reading role alone, and reads no more of the ledger than it looks up", async () => {
    const asked = await move(await place(), { number: newNumber() });
    const ask = "SELECT place, state FROM registration_states(ARRAY[$1], ARRAY[$2], ARRAY[$3::bigint])";
    const values = [asked.number, asked.siren, asked.amount];
    for (const role of ["write", "report", "none"] as const) {
      const opening = role === "none" ? "SET LOCAL ROLE guichet_none" : openingOf({ role });
      expect(await driver().transaction(opening, (sql) => sql.query(ask.replace("registration_states", "guichet.registration_states"), values)).then(() => "no failure", sqlState), role).toBe("42501");
    }
    const scans = "SELECT seq_scan AS whole, coalesce(idx_scan, 0) AS looked FROM pg_stat_xact_user_tables WHERE schemaname = 'guichet' AND relname = 'ledger_movement'";
    const [before, after] = await driver().transaction(openingOf({ role: "read" }), async (sql) => {
      const [from] = await sql.query<{ whole: number; looked: number }>(scans);
      expect(await sql.query(ask, values)).toEqual([{ place: 1, state: "registered" }]);
      return [from, (await sql.query<{ whole: number; looked: number }>(scans))[0]] as const;
    });
    expect({ whole: (after?.whole ?? 0) - (before?.whole ?? 0), looked: (after?.looked ?? 0) - (before?.looked ?? 0) }).toEqual({ whole: 0, looked: 2 });
  });
}
