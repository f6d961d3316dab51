import type { FileRow } from "../../shared/bridge/file-views.ts";
import { runChecks } from "../../sync-server/domain/reporting/run-checks.ts";
import type { Store } from "../../sync-server/store/store.ts";

/** What one branch's workstation says of its files, in cents. */
export type BranchFigures = {
  readonly branch: string;
  readonly files: number;
  readonly registered: number;
  readonly refused: number;
  readonly kept: number;
  readonly asked: number;
  readonly registeredAmount: number;
  readonly refusedAmount: number;
  readonly keptAmount: number;
};

export function figuresOf(branch: string, rows: readonly FileRow[]): BranchFigures {
  const of = (status: string): readonly FileRow[] => rows.filter((row) => row.status === status);
  const sum = (some: readonly FileRow[]): number => some.reduce((total, { amount }) => total + (amount ?? 0), 0);
  const kept = rows.filter(({ status }) => status !== "registered" && status !== "refused");
  return {
    // Neither registered nor refused: drafts that wait for their advisor.
    branch, files: rows.length, registered: of("registered").length, refused: of("refused").length, kept: kept.length,
    asked: sum(rows), registeredAmount: sum(of("registered")), refusedAmount: sum(of("refused")), keptAmount: sum(kept),
  };
}

export type Check = { readonly says: string; readonly expected: number; readonly found: number };

/** What must add up between what the workstations show and what the centre holds. Amounts in cents. */
export async function checksOf(store: Store, branches: readonly BranchFigures[], imported: number, shared: { readonly siren: string; readonly ceiling: number }): Promise<readonly Check[]> {
  const counts = await store.countFiles();
  const ledger = await store.ledgerTotals();
  const total = (pick: (figures: BranchFigures) => number): number => branches.reduce((sum, figures) => sum + pick(figures), 0);
  const atCentre = (status?: string): number => counts.filter((count) => status === undefined || count.status === status).reduce((sum, { files }) => sum + files, 0);
  const consistency = await runChecks({ store, bank: undefined, signal: new AbortController().signal, progress: () => {} });
  const sharedEntry = ledger.find(({ siren }) => siren === shared.siren);
  return [
    { says: "files imported or typed = files on the workstations", expected: imported, found: total(({ files }) => files) },
    { says: "every file at the centre once", expected: imported, found: atCentre() },
    { says: "registered at the centre = registered on the workstations", expected: total(({ registered }) => registered), found: atCentre("registered") },
    { says: "registered + refused + kept = all files", expected: imported, found: total(({ registered, refused, kept }) => registered + refused + kept) },
    { says: "asked = registered + refused + kept, to the cent", expected: total(({ asked }) => asked), found: total((f) => f.registeredAmount + f.refusedAmount + f.keptAmount) },
    { says: "reserved in the ledger = registered on the workstations, to the cent", expected: total(({ registeredAmount }) => registeredAmount), found: ledger.reduce((sum, { amount }) => sum + amount, 0) },
    { says: "one ledger entry for each registration", expected: atCentre("registered"), found: ledger.reduce((sum, { entries }) => sum + entries, 0) },
    { says: ["what the checks of consistency found", ...consistency.filter(({ found }) => found !== 0).map(({ check }) => check)].join(" "), expected: 0, found: consistency.reduce((sum, { found }) => sum + (found === "unreadable" ? 1 : found), 0) },
    { says: "the shared company: one of the two banks, within its ceiling", expected: 1, found: sharedEntry !== undefined && sharedEntry.entries === 1 && sharedEntry.amount <= shared.ceiling ? 1 : 0 },
  ];
}
