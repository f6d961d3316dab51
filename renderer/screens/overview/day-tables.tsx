import type { ReactElement } from "react";
import type { DayAccount } from "../../../shared/bridge/overview-views.ts";
import { Note } from "../../components/note.tsx";
import { ScrollRegion } from "../../components/scroll-region.tsx";
import { useWords } from "../../components/words.ts";

const SUMS = ["registered", "cancelledSince", "declined", "waiting", "refused"] as const;
const COLUMNS = ["number", "name", "siren", "at", "state", "receipt", "amount"] as const;

/** The sums of the day, what is to be said of its receipts, and each registration. */
export function DayTables({ account }: { readonly account: DayAccount }): ReactElement {
  const { t, count, format } = useWords();
  const { last, registrations, wrongReceipts, uncheckedReceipts } = account;
  return (
    <>
      <p className="quiet small">{last === undefined ? t("overview.day.never") : t(`overview.day.last.${last.outcome}`, { when: format.dayAndTime(last.at), files: format.count(last.files) })}</p>
      {wrongReceipts === 0 ? null : <Note tone="stop"><p>{count("overview.day.receipts.wrong", wrongReceipts)}</p></Note>}
      {uncheckedReceipts === 0 ? null : <Note tone="attend"><p>{count("overview.day.receipts.unchecked", uncheckedReceipts)}</p></Note>}
      <section className="overview-part">
        <ScrollRegion label={t("overview.day.account")}>
          <table className="table money overview-table narrow">
            <caption>{t("overview.day.account")}</caption>
            <thead><tr><th scope="col">{t("overview.day.column.what")}</th><th scope="col">{t("overview.day.column.files")}</th><th scope="col">{t("overview.day.column.amount")}</th></tr></thead>
            <tbody>
              {SUMS.map((sum) => <tr key={sum}><th scope="row">{t(`overview.day.${sum}`)}</th><td>{format.count(account[sum].files)}</td><td>{format.amountExact(account[sum].amount)}</td></tr>)}
              <tr><th scope="row">{t("overview.day.hereOnly")}</th><td>{format.count(account.hereOnly)}</td><td className="quiet">—</td></tr>
            </tbody>
          </table>
        </ScrollRegion>
      </section>
      {registrations.length === 0 ? <p className="quiet">{t("overview.day.none")}</p> : (
        <section className="overview-part">
          <ScrollRegion label={t("overview.day.list")} tall>
            <table className="table overview-table overview-day">
              <caption>{t("overview.day.list")}{wrongReceipts + uncheckedReceipts > 0 ? null : <span className="quiet small">{t("overview.day.receipts.right")}</span>}</caption>
              <thead><tr>{COLUMNS.map((column) => <th key={column} scope="col" className={column === "amount" ? "end" : undefined}>{t(`overview.day.column.${column}`)}</th>)}</tr></thead>
              <tbody>
                {registrations.map((one) => (
                  <tr key={one.file}>
                    <th scope="row" className="mono">{one.number}</th><td>{one.name || t("list.unnamed")}</td><td className="mono">{one.siren}</td><td>{format.time(one.at)}</td>
                    <td>{t(`status.${one.status}`)}</td><td className={one.receipt === "right" ? undefined : `receipt-${one.receipt}`}>{t(`overview.day.receipt.${one.receipt}`)}</td><td className="end">{format.amountExact(one.amount)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
        </section>
      )}
    </>
  );
}
