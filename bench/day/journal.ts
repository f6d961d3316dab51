import type { FirstVerdict } from "../../shared/sync/protocol.ts";
import type { Story } from "./stories.ts";

/** What one workstation did with one file, by its own hand: nothing here was read at the centre but the verdicts that it answered. */
export type JournalFile = {
  readonly file: string;
  readonly bank: string;
  readonly branch: number;
  readonly story: Story;
  readonly siren: string;
  /** Cents that the file says at present. */
  amount: number;
  isMade: boolean;
  isAsked: boolean;
  isWithdrawn: boolean;
  /** Of the last submission, or of the creation, that was refused and not mended. */
  refused: string | undefined;
  registered: { readonly number: string; readonly amount: number; readonly rules: string } | undefined;
  /** Bytes of the document that it lists, once the centre said that it has all of them. */
  stored?: number;
};

/** A change as it was sealed, and what it was answered first. */
export type JournalChange = { readonly seq: number; readonly change: string; readonly kind: string; readonly file: JournalFile; readonly amount: number; readonly sealedAt: number; told: FirstVerdict | undefined };

/** The whole day of all clients. */
export type Journal = {
  readonly files: JournalFile[];
  /** Of each replica: its bank, and how many of its changes were sealed and answered. */
  readonly lines: { readonly replica: string; readonly bank: string; sealed: number; answered: number }[];
  /** What contradicts something answered before, or what no workstation may see: each a sentence. */
  readonly faults: string[];
  /** Of every change that was answered: bank, kind of verdict, code where it was refused. */
  readonly verdicts: Map<string, number>;
};

export const openJournal = (): Journal => ({ files: [], lines: [], faults: [], verdicts: new Map() });

export const verdictKey = (bank: string, kind: string, code: string | null | undefined): string => `${bank} ${kind} ${code ?? ""}`.trimEnd();

/** Notes the first answer to a change. What it was answered before stands: another answer is a fault. */
export function noteVerdict(journal: Journal, change: JournalChange, told: FirstVerdict, rules: string): void {
  if (change.told !== undefined) {
    if (JSON.stringify(change.told) !== JSON.stringify(told)) journal.faults.push(`change ${change.change} was answered ${change.told.kind}, then ${told.kind}`);
    return;
  }
  change.told = told;
  const { file } = change;
  const key = verdictKey(file.bank, told.kind, told.kind === "refused" ? told.code : undefined);
  journal.verdicts.set(key, (journal.verdicts.get(key) ?? 0) + 1);
  if (told.kind === "refused") {
    if (change.kind === "created" || change.kind === "submitted") file.refused = told.code;
    return;
  }
  if (told.kind === "skipped") return;
  if (change.kind === "created") file.isMade = true;
  if (change.kind === "withdrawn") file.isWithdrawn = true;
  if (change.kind !== "submitted") return;
  file.refused = undefined;
  if (told.number === undefined || told.receipt === undefined) journal.faults.push(`file ${file.file} was registered without a number or a receipt`);
  else if (file.registered !== undefined) journal.faults.push(`file ${file.file} was registered twice`);
  else file.registered = { number: told.number, amount: change.amount, rules };
}
