import { STAFF_BANDS, type Figures, type FiguresOf, type Overview, type OverviewPeriod, type StaffBand } from "../../../shared/bridge/overview-views.ts";
import type { RowStatus } from "../../../shared/bridge/file-views.ts";
import { ENDED_STATUSES, LOAN_STATUSES, UNANSWERED_STATUSES } from "../../../shared/bridge/row-statuses.ts";
import { addDays, legalDate, type LegalDate } from "../../../shared/kernel/legal-date.ts";
import { REFUSAL_REASONS } from "../../../shared/life/step-specs.ts";
import { createDelayFold } from "./answer-delay.ts";
import type { FileFacts } from "./file-facts.ts";
import { isoWeekOf, mondayOf } from "./iso-week.ts";
import { nafSectionOf } from "./naf-section.ts";

export type FoldAsked = { readonly branches: readonly string[]; readonly period: OverviewPeriod; readonly asOf: LegalDate; /** The calendar day of an instant. */ readonly dayOf: (at: number) => LegalDate };

const STATUS_ORDER: readonly RowStatus[] = [...UNANSWERED_STATUSES, ...LOAN_STATUSES, ...ENDED_STATUSES];
const NOTHING: Figures = { files: 0, requested: 0, registered: 0, registeredAmount: 0, disbursed: 0, disbursedAmount: 0 };

/**
 * Every table of the overview, file by file so that its caller can breathe between them: of these branches, those whose day is in the period, which is the
 * day of the number, or of creation where there is none.
 */
export function createOverviewFold({ branches, period, asOf, dayOf }: FoldAsked): { readonly add: (file: FileFacts) => void; readonly made: () => Omit<Overview, "unreadable"> } {
  const from = firstDay(period, asOf);
  const wanted = new Set(branches);
  const delay = createDelayFold(asOf, dayOf);
  const [byBranch, byState, byWeek, bySection, bySize, byReason] = [new Tally<string>(), new Tally<RowStatus>(), new Tally<string>(), new Tally<string>(), new Tally<StaffBand>(), new Tally<string>()];
  const all = new Tally<"all">();
  const add = (file: FileFacts): void => {
    if (!wanted.has(file.branch)) return;
    const day = dayOf(file.registeredAt ?? file.createdAt);
    if (from !== undefined && (day < from || day > asOf)) return;
    delay.add(file);
    all.add("all", file);
    byBranch.add(file.branch, file);
    byState.add(file.status, file);
    byWeek.add(isoWeekOf(day), file);
    bySection.add((file.naf === undefined ? undefined : nafSectionOf(file.naf)) ?? "?", file);
    bySize.add(staffBand(file.staff), file);
    if (file.declined !== undefined) byReason.add(file.declined.reason, file);
  };
  const made = (): Omit<Overview, "unreadable"> => ({
    asOf, from, total: all.rows(["all"])[0] ?? NOTHING,
    branches: byBranch.rows(branches),
    states: byState.rows(STATUS_ORDER),
    weeks: byWeek.rows(byWeek.keys().toSorted().toReversed()),
    sections: bySection.rows(bySection.keys().toSorted((a, b) => Number(a === "?") - Number(b === "?") || (a < b ? -1 : 1))),
    sizes: bySize.rows(STAFF_BANDS),
    refusals: byReason.rows([...REFUSAL_REASONS, ...byReason.keys().filter((key) => !REFUSAL_REASONS.some((known) => known === key))]).map(({ key, files: count, requested }) => ({ key, files: count, requested })),
    delay: delay.made(),
  });
  return { add, made };
}

export function firstDay(period: OverviewPeriod, asOf: LegalDate): LegalDate | undefined {
  if (period === "all") return undefined;
  return period === "year" ? legalDate(`${asOf.slice(0, 4)}-01-01`) : addDays(mondayOf(asOf), -21);
}

export function staffBand(staff: number | undefined): StaffBand {
  if (staff === undefined) return "unknown";
  return staff < 10 ? "0-9" : staff < 50 ? "10-49" : staff < 250 ? "50-249" : "250+";
}

/** Sums by a key; each amount in its own column. */
class Tally<Key extends string> {
  readonly #sums = new Map<Key, Figures>();

  add(key: Key, { amount = 0, isRegistered, disbursed }: FileFacts): void {
    const sum = this.#sums.get(key) ?? NOTHING;
    this.#sums.set(key, {
      files: sum.files + 1, requested: sum.requested + amount,
      registered: sum.registered + (isRegistered ? 1 : 0), registeredAmount: sum.registeredAmount + (isRegistered ? amount : 0),
      disbursed: sum.disbursed + (disbursed === undefined ? 0 : 1), disbursedAmount: sum.disbursedAmount + (disbursed ?? 0),
    });
  }

  keys(): readonly Key[] { return [...this.#sums.keys()]; }

  /** In that order; what has no file has no row. */
  rows(order: readonly Key[]): readonly FiguresOf<Key>[] {
    return order.flatMap((key) => { const sum = this.#sums.get(key); return sum === undefined ? [] : [{ key, ...sum }]; });
  }
}
