import { zoneOfPostalCode, type HolidayZone } from "../calendar/holiday-zone.ts";
import { addWorkingDays, workingDaysUntil } from "../calendar/working-days.ts";
import { cents, eurosToCents, type Cents } from "../kernel/cents.ts";
import { parseLegalDate, type LegalDate } from "../kernel/legal-date.ts";
import type { HypothesisId } from "./assessment.ts";
import type { Fields } from "./file-fields.ts";
import { pgeParameters } from "./packs/pge-france.parameters.ts";

/** What is known of the bank's time to answer, from a secondary source: below this turnover, so many days. */
export const ANSWER_TIME = { below: eurosToCents(10_000_000), days: 5, hypothesis: "H_REPONSE_CINQ_JOURS" } as const;

export type AnswerDue =
  | { readonly dueOn: LegalDate; /** Working days after the request was received. */ readonly days: number; readonly hypothesis: HypothesisId }
  | { readonly unknown: "TURNOVER_UNKNOWN" | "TURNOVER_TOO_HIGH" };

/** The day on which the bank's answer is due. `turnover`: last closed year, cents. Unknown from {@link ANSWER_TIME}'s turnover on: no source gives a figure. */
export function answerDueOn(receivedOn: LegalDate, turnover: Cents | undefined, zone: HolidayZone): AnswerDue {
  if (turnover === undefined) return { unknown: "TURNOVER_UNKNOWN" };
  if (turnover >= ANSWER_TIME.below) return { unknown: "TURNOVER_TOO_HIGH" };
  const { days, hypothesis } = ANSWER_TIME;
  return { dueOn: addWorkingDays(receivedOn, days, zone), days, hypothesis };
}

/** Where a request that was not answered stands on a day. `left` and `late` are working days; `late` is 0 on a weekend or a holiday right after the due day. */
export type AnswerStanding =
  | { readonly kind: "due"; readonly dueOn: LegalDate; readonly left: number; readonly zone: HolidayZone }
  | { readonly kind: "late"; readonly dueOn: LegalDate; readonly late: number; readonly zone: HolidayZone }
  | { readonly kind: "unknown"; readonly why: "TURNOVER_UNKNOWN" | "TURNOVER_TOO_HIGH" };

/**
 * Undefined while it is not known when the request was received, or when that day cannot be: after today, or before the guarantee opened. The zone is the company's, by its postal code: the branch's
 * is not in a file.
 */
export function answerStanding(fields: Fields, today: LegalDate): AnswerStanding | undefined {
  const receivedOn = parseLegalDate(fields.receivedOn);
  if (!receivedOn.ok || receivedOn.value > today || receivedOn.value < pgeParameters.guarantee.opens.value) return undefined;
  const zone = zoneOfPostalCode(typeof fields.postalCode === "string" ? fields.postalCode : undefined);
  const due = answerDueOn(receivedOn.value, typeof fields.turnover === "number" ? cents(fields.turnover) : undefined, zone);
  if ("unknown" in due) return { kind: "unknown", why: due.unknown };
  const { dueOn } = due;
  return today > dueOn ? { kind: "late", dueOn, late: workingDaysUntil(dueOn, today, zone), zone } : { kind: "due", dueOn, left: workingDaysUntil(today, dueOn, zone), zone };
}
