import type { PremiumLine, PremiumsDone, PremiumsDue } from "../../../shared/bridge/premium-views.ts";
import { MOST_PREMIUMS } from "../../../shared/bridge/premium-views.ts";
import type { CallInput } from "../../../shared/bridge/contract.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { addDays, legalDate, type LegalDate } from "../../../shared/kernel/legal-date.ts";
import { ok, type Result } from "../../../shared/kernel/result.ts";
import { LATE_AFTER_DAYS, stateOn } from "../../../shared/life/premium-years.ts";
import { findRow } from "../db/file-rows.ts";
import { listOwedBetween, sumOwed } from "../db/premium-rows.ts";
import type { Desk } from "../files/desk.ts";
import { oneByOne } from "../files/one-by-one.ts";
import { recordStep } from "../files/record-step.ts";

/** [LI16] What is due or late today in her branches. */
export function premiumsDue(desk: Desk): PremiumsDue {
  const today = desk.businessDate();
  return sumOwed(desk.db.read, today, addDays(today, -LATE_AFTER_DAYS));
}

export const listPremiums = (desk: Desk, from: LegalDate, until: LegalDate, limit = MOST_PREMIUMS): readonly PremiumLine[] =>
  listOwedBetween(desk.db.read, from, until, limit).map(({ dueOn, ...line }) => ({ ...line, dueOn: legalDate(dueOn), state: stateOn(legalDate(dueOn), desk.businessDate()) }));

/** Each is a step of its own, judged as one typed in its file. Errors: G1008 when it was locked meanwhile, G1005 a disk that is full; what was recorded before stays. */
export async function recordPremiums(desk: Desk, { on, lines }: CallInput<"premiums.record">): Promise<Result<PremiumsDone, CodedError>> {
  const refused: PremiumsDone["refused"][number][] = [];
  const told = await oneByOne(desk, lines, ({ file, year, amount }) => {
    const done = recordStep(desk, file, "premium-paid", { on, year, amount });
    if (!done.ok) refused.push({ file, name: findRow(desk.db.read, file)?.name ?? "", year, error: done.error });
    return done;
  });
  if (!told.ok) return told;
  return ok({ recorded: lines.length - refused.length, refused });
}
