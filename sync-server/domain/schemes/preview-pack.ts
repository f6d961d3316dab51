import { setImmediate as breathe } from "node:timers/promises";
import { legalDate, type LegalDate } from "../../../shared/kernel/legal-date.ts";
import { assessCore } from "../../../shared/pge/assess.ts";
import type { Assessment } from "../../../shared/pge/assessment.ts";
import { compareAssessments, type Comparison } from "../../../shared/pge/compare-assessments.ts";
import { fieldsToFacts } from "../../../shared/pge/fields-to-facts.ts";
import type { Packs } from "../../../shared/pge/packs/packs.ts";
import type { SchemePack } from "../../../shared/pge/packs/scheme-pack.ts";
import { parseFileState } from "../../../shared/sync/parse-file-state.ts";
import type { FileState } from "../../../shared/sync/file-state.ts";
import type { Store } from "../../store/store.ts";

/** Figures whose change is told, and by how much in all: cents, or hundredths of a percent of the quota. */
export const PREVIEWED = ["ceiling", "quotaPct", "firstPremium"] as const;
export type Previewed = (typeof PREVIEWED)[number];
export type FigureChange = { files: number; up: number; down: number; /** Sum of what it gains and loses where both are known. */ by: number };
/** Of one bank's drafts, or of its registered loans: nothing of a client. */
export type GroupPreview = {
  files: number;
  /** Of which anything changes. */
  changed: number;
  /** `before → after`, `—` where there is none yet. */
  readonly decisions: Map<string, number>;
  readonly reasons: Map<string, { appears: number; goes: number }>;
  readonly figures: Record<Previewed, FigureChange>;
};
/** `drafts` will be judged so; `registered` keep the version that registered them, and this is what they would have been told. */
export type BankPreview = { readonly bank: string; readonly drafts: GroupPreview; readonly registered: GroupPreview; unreadable: number };
/** One file that changes, for whoever must know which: its ids and figures, nothing of a client. */
export type ChangedFile = {
  readonly bank: string; readonly branch: string; readonly file: string; readonly status: "draft" | "registered"; readonly number: string | undefined;
  readonly before: Assessment; readonly after: Assessment; readonly comparison: Comparison;
};
export type Preview = { readonly banks: readonly BankPreview[]; readonly files: number; /** Stopped before its end. */ readonly cut: boolean };

type Parts = {
  readonly store: Pick<Store, "listBanks" | "wholeFiles">;
  readonly packs: Packs;
  readonly pack: SchemePack;
  readonly from: LegalDate;
  readonly businessDate: LegalDate;
  readonly signal: AbortSignal;
  readonly progress: (files: number) => void;
  /** Hears of those of each page that change, before the next page is read. */
  readonly changed?: (files: readonly ChangedFile[]) => Promise<void>;
};
const PAGE = 500;

/**
 * Every file of the centre under the rules that judge it and under those of the pack, page by page. A draft is judged on the later of the business date and the pack's first day: as it will be. What a company holds at
 * other banks is as its file states it: the same on both sides.
 */
export async function previewPack({ store, packs, pack, from, businessDate, signal, progress, changed = async () => {} }: Parts): Promise<Preview> {
  const day = from > businessDate ? from : businessDate;
  const banks: BankPreview[] = [];
  let files = 0;
  for (const scope of await store.listBanks()) {
    const told: BankPreview = { bank: scope.bank, drafts: emptyGroup(), registered: emptyGroup(), unreadable: 0 };
    banks.push(told);
    let after: string | undefined;
    for (;;) {
      if (signal.aborted) return { banks, files, cut: true };
      const page = await store.wholeFiles(scope, after, PAGE);
      const found: ChangedFile[] = [];
      for (const { file, branch, state: text } of page) {
        after = file;
        const state = parseFileState(text);
        if (!state.ok) {
          told.unreadable += 1;
          continue;
        }
        const change = previewFile(told, state.value);
        if (change !== undefined) found.push({ bank: scope.bank, branch, file, ...change });
      }
      await changed(found);
      files += page.length;
      progress(files);
      if (page.length < PAGE) break;
      await breathe();
    }
  }
  return { banks, files, cut: false };

  function previewFile(told: BankPreview, { status, fields, registration }: FileState): Omit<ChangedFile, "bank" | "branch" | "file"> | undefined {
    if (status !== "draft" && status !== "registered") return undefined;
    const facts = fieldsToFacts(fields, day);
    const granted = registration === undefined ? facts : { ...facts, grantOn: legalDate(registration.grantOn) };
    const rules = registration === undefined ? packs.inForce(businessDate) : packs.ofLoan(registration.rules, businessDate);
    const [old, now] = [assessCore(granted, rules), assessCore(granted, pack)];
    const comparison = compareAssessments(old, now);
    const isChanged = add(status === "draft" ? told.drafts : told.registered, old, now, comparison);
    return isChanged ? { status, number: registration?.number, before: old, after: now, comparison } : undefined;
  }
}

const emptyGroup = (): GroupPreview => ({ files: 0, changed: 0, decisions: new Map(), reasons: new Map(), figures: { ceiling: noChange(), quotaPct: noChange(), firstPremium: noChange() } });
const noChange = (): FigureChange => ({ files: 0, up: 0, down: 0, by: 0 });

/** Whether anything changes for it. */
function add(group: GroupPreview, before: Assessment, after: Assessment, { reasons, decision }: Comparison): boolean {
  group.files += 1;
  let isChanged = reasons.length > 0 || decision !== undefined;
  if (decision !== undefined) {
    const move = `${decision.before ?? "—"} → ${decision.after ?? "—"}`;
    group.decisions.set(move, (group.decisions.get(move) ?? 0) + 1);
  }
  for (const { reason, appears } of reasons) {
    const count = group.reasons.get(reason) ?? { appears: 0, goes: 0 };
    group.reasons.set(reason, { appears: count.appears + (appears ? 1 : 0), goes: count.goes + (appears ? 0 : 1) });
  }
  for (const name of PREVIEWED) {
    const [old, now] = [before[name]?.value, after[name]?.value];
    if (old === now) continue;
    isChanged = true;
    const figure = group.figures[name];
    figure.files += 1;
    if (old === undefined || now === undefined) continue;
    const by = name === "quotaPct" ? Math.round((now - old) * 100) : now - old;
    figure.by += by;
    if (by > 0) figure.up += 1;
    else figure.down += 1;
  }
  if (isChanged) group.changed += 1;
  return isChanged;
}
