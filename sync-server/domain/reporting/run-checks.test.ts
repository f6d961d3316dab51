import { expect, test } from "vitest";
import { CONSISTENCY_IDS } from "../../store/store.ts";
import { runChecks } from "./run-checks.ts";

const store = { runCheck: async (check: (typeof CONSISTENCY_IDS)[number]) => ({ check, found: 0, rows: [] }) };

test("every check runs once, in order, told before it; stopped, those that are left do not", async () => {
  const told: string[] = [];
  const all = await runChecks({ store, bank: undefined, signal: new AbortController().signal, progress: (n, of, check) => void told.push(`${n}/${of} ${check}`) });
  expect([all.map(({ check }) => check), told.at(-1)]).toEqual([CONSISTENCY_IDS, `17/17 ${CONSISTENCY_IDS.at(-1)}`]);
  expect(await runChecks({ store, bank: undefined, signal: AbortSignal.abort(), progress: () => {} })).toEqual([]);
});
