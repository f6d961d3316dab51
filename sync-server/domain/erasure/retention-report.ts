import { retentionOf, type ErasureRule, type Floors, type Ground } from "../../../shared/retention/retention.ts";
import type { LegalDate } from "../../../shared/kernel/legal-date.ts";
import type { Retention } from "../../../shared/policy/bank-policy.ts";
import type { DataScope, RetainedRow, Store } from "../../store/store.ts";
import { toRetained } from "./retained-file.ts";

export type RetentionAsk = { readonly store: Pick<Store, "listRetained" | "listNeverMade">; readonly retention: Retention; readonly on: LegalDate; readonly floors: Floors };
/** How many may go, by rule; how many are kept, by ground, with the first day on which one of them may go, where it is known; how many are held. */
export type RetentionReport = {
  readonly files: number;
  readonly due: { readonly [R in ErasureRule]?: number };
  readonly kept: { readonly [G in Ground]?: { readonly files: number; readonly next: LegalDate | undefined } };
  readonly held: number;
};

const PAGE = 500;

/** Every file of a bank, and what is here of those that were never made: nothing is written. */
export async function* retainedFiles({ store }: Pick<RetentionAsk, "store">, bank: DataScope): AsyncGenerator<RetainedRow> {
  for (const list of [store.listRetained, store.listNeverMade]) {
    for (let after: string | undefined; ;) {
      const rows = await list(bank, after, PAGE);
      yield* rows;
      after = rows.at(-1)?.file;
      if (rows.length < PAGE) break;
    }
  }
}

/** [ER16] What would go and what stays, and until when. */
export async function reportRetention(ask: RetentionAsk, bank: DataScope): Promise<RetentionReport> {
  let [files, held] = [0, 0];
  const due: { [R in ErasureRule]?: number } = {};
  const kept: { [G in Ground]?: { files: number; next: LegalDate | undefined } } = {};
  for await (const row of retainedFiles(ask, bank)) {
    files += 1;
    const retained = retentionOf(toRetained(row), ask.retention, ask.on, ask.floors);
    if (row.holds.length > 0) held += 1;
    else if (retained.kind === "erasable") due[retained.rule] = (due[retained.rule] ?? 0) + 1;
    else {
      const { ground, until } = retained;
      const known = kept[ground];
      kept[ground] = { files: (known?.files ?? 0) + 1, next: known?.next === undefined ? until : until === undefined || known.next < until ? known.next : until };
    }
  }
  return { files, due, kept, held };
}

/** Those that may go now, by id; a held one may not. */
export async function* dueFiles(ask: RetentionAsk, bank: DataScope): AsyncGenerator<string> {
  for await (const row of retainedFiles(ask, bank)) if (row.holds.length === 0 && retentionOf(toRetained(row), ask.retention, ask.on, ask.floors).kind === "erasable") yield row.file;
}
