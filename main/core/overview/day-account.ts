import type { BranchCheck } from "../../../shared/bridge/check-views.ts";
import type { DayAccount, DayCheck, DayFile, DayReceipt, Sum } from "../../../shared/bridge/overview-views.ts";
import { instant } from "../../../shared/kernel/instant.ts";
import type { LegalDate } from "../../../shared/kernel/legal-date.ts";
import type { Me } from "../../../shared/sync/protocol.ts";
import { listBranchChecks } from "../db/branch-checks.ts";
import type { Desk } from "../files/desk.ts";
import { readProjection } from "../files/file-view.ts";
import type { ReceiptCheck, ReceiptVerdict } from "../sync/receipts.ts";
import { breathe } from "../breathe.ts";
import type { FileFacts } from "./file-facts.ts";

export type DayAsked = { readonly branch: string; readonly day: LegalDate; readonly dayOf: (at: number) => LegalDate; readonly check: ReceiptCheck; readonly asked: DayCheck | undefined };

/** What this workstation holds of a day in a branch. Every number's receipt is checked anew against the centre's keys. */
export async function accountOfDay(desk: Desk, files: readonly FileFacts[], { branch, day, dayOf, check, asked }: DayAsked): Promise<DayAccount> {
  const own = files.filter((file) => file.branch === branch);
  const registrations = await readRegistrations(desk, own.filter(({ registeredAt }) => registeredAt !== undefined && dayOf(registeredAt) === day), check);
  const withReceipt = (receipt: DayReceipt): number => registrations.filter((one) => one.receipt === receipt).length;
  const last = listBranchChecks(desk.db.read).find((row) => (row.branch satisfies string) === branch);
  return {
    branch, day, registrations, asked,
    registered: sumOf(registrations),
    cancelledSince: sumOf(registrations.filter(({ status }) => status === "cancelled")),
    wrongReceipts: withReceipt("wrong"), uncheckedReceipts: withReceipt("unknown-key"),
    declined: sumOf(own.filter(({ declined }) => declined?.on === day)),
    waiting: sumOf(own.filter(({ status }) => status === "waiting")),
    refused: sumOf(own.filter(({ status }) => status === "refused")),
    hereOnly: own.filter(({ isHere }) => isHere).length,
    last: last?.checkedAt === undefined || last.outcome === undefined ? undefined : { at: instant(last.checkedAt), outcome: last.outcome, files: last.files },
  };
}

const sumOf = (files: readonly { readonly amount: number | undefined }[]): Sum => ({ files: files.length, amount: files.reduce((sum, { amount = 0 }) => sum + amount, 0) });

/** In the order of their numbers' making. */
async function readRegistrations(desk: Desk, files: readonly FileFacts[], check: ReceiptCheck): Promise<readonly DayFile[]> {
  const found: DayFile[] = [];
  for (const [n, { file, status, amount = 0 }] of files.toSorted((a, b) => (a.registeredAt ?? 0) - (b.registeredAt ?? 0)).entries()) {
    const read = readProjection(desk.db.read, desk, file);
    if (!read.ok) continue;
    const { state } = read.value.projection;
    if (state.registration === undefined) continue;
    const { number, registeredAt } = state.registration;
    const text = (name: "siren" | "legalName" | "tradeName"): string | undefined => { const value = state.fields[name]; return typeof value === "string" ? value : undefined; };
    found.push({ file, number, amount, status, at: registeredAt, siren: text("siren") ?? "", name: text("legalName") ?? text("tradeName") ?? "", receipt: receiptOf(await check(state)) });
    if (n % 100 === 99) await breathe();
  }
  return found;
}

/** A number without a receipt is as bad as one with a wrong one. */
const receiptOf = (verdict: ReceiptVerdict): DayReceipt => (verdict === "none" ? "wrong" : verdict);

/** Of one branch, from a comparison of all: they come in the order of a person's branches. */
export function checkOfBranch(checks: readonly BranchCheck[], { branches }: Pick<Me, "branches">, branch: string): DayCheck {
  const at = branches.findIndex(({ id }) => id === branch);
  const check = checks[at];
  if (check === undefined || check.name !== branches[at]?.name) return { outcome: "failed", files: 0, mended: 0, error: { code: "G5004" } };
  return { outcome: check.outcome, files: check.files, mended: check.mended, error: check.error };
}
