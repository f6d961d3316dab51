import type { DayAccount } from "../../../shared/bridge/overview-views.ts";
import type { Words } from "../../../shared/i18n/texts.ts";
import type { WrittenCell } from "../../../shared/i18n/csv-cell.ts";
import type { WholeTable } from "../tables/written-table.ts";

type Row = readonly WrittenCell[];
const KEYS = ["what", "number", "siren", "name", "files", "amount", "at", "state", "receipt"] as const;
const WIDTHS = { what: 44, number: 18, siren: 14, name: 40, files: 10, amount: 18, at: 18, state: 24, receipt: 26 } as const;

/** The end of a day to be kept or handed on: one row a registration, then the sums, then what is known of the centre. */
export function dayTable(account: DayAccount, branchName: string, { t, format }: Words): WholeTable {
  const sum = (what: string, files: number, amount?: number): Row => [what, undefined, undefined, undefined, { count: files }, amount === undefined ? undefined : { cents: amount }];
  const said = ({ last }: DayAccount): Row => last === undefined ? [t("overview.day.never")] : [t(`overview.day.last.${last.outcome}`, { when: format.dayAndTime(last.at), files: format.count(last.files) })];
  return {
    sheet: t("overview.day.title"),
    columns: KEYS.map((key) => ({ title: t(`overview.day.column.${key}`), width: WIDTHS[key] })),
    rows: [
      [`${branchName}, ${format.date(account.day)}`],
      ...account.registrations.map(({ number, siren, name, amount, at, status, receipt }): Row => [t("overview.day.registration"), number, siren, name, { count: 1 }, { cents: amount }, { at }, t(`status.${status}`), t(`overview.day.receipt.${receipt}`)]),
      sum(t("overview.day.registered"), account.registered.files, account.registered.amount),
      sum(t("overview.day.cancelledSince"), account.cancelledSince.files, account.cancelledSince.amount),
      sum(t("overview.day.declined"), account.declined.files, account.declined.amount),
      sum(t("overview.day.waiting"), account.waiting.files, account.waiting.amount),
      sum(t("overview.day.refused"), account.refused.files, account.refused.amount),
      sum(t("overview.day.hereOnly"), account.hereOnly),
      said(account),
    ],
  };
}
