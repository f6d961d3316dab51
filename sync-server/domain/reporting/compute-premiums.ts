import { setImmediate as breath } from "node:timers/promises";
import { legalDate } from "../../../shared/kernel/legal-date.ts";
import { premiumYears } from "../../../shared/life/premium-years.ts";
import type { Packs } from "../../../shared/pge/packs/packs.ts";
import { parseFileState } from "../../../shared/sync/parse-file-state.ts";
import { createPackReader } from "../schemes/published-packs.ts";
import type { DataScope, PremiumRow, Store } from "../../store/store.ts";

const PAGE = 200;
/** What a year's standing is called by its day is the view's to say: here any day will do. */
const ANY_DAY = legalDate("2020-03-16");

/** [LI16] What the rules that registered each loan compute of a bank's premiums, in place of what was computed before. Page by page; `signal` stops it between two. */
export async function computePremiums(store: Pick<Store, "listPacks" | "wholeFiles" | "putPremiums">, bank: DataScope, at: number, signal?: AbortSignal): Promise<void> {
  const packs = createPackReader(() => undefined)(await store.listPacks());
  for (let after: string | undefined; ; ) {
    await breath();
    if (signal?.aborted === true) return;
    const files = await store.wholeFiles(bank, after, PAGE);
    if (files.length > 0) await store.putPremiums(bank.bank, files.map(({ file }) => file), files.flatMap(({ file, state }) => rowsOf(file, state, packs)), at);
    after = files.at(-1)?.file;
    if (files.length < PAGE) return;
  }
}

/** None of a state that has no form any more: the checks name it. */
function rowsOf(file: string, text: string, packs: Packs): readonly PremiumRow[] {
  const state = parseFileState(text);
  if (!state.ok) return [];
  return premiumYears(state.value, ANY_DAY, packs).map(({ year, dueOn, expected, paid, state: standing }) => ({
    file, year, dueOn, expected: expected ?? null, paidOn: paid?.on ?? null, paid: paid?.amount ?? null, unknown: standing === "unknown",
  }));
}
