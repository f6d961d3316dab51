import type { ReactElement } from "react";
import { ScrollRegion } from "../../components/scroll-region.tsx";
import { useWords } from "../../components/words.ts";

type Sums = { readonly interest: number; readonly premium: number; readonly capital: number; readonly total: number };

export function ScheduleTable({ first, rows, totals }: { readonly first: string; readonly rows: readonly (Sums & { readonly key: string; readonly first: string })[]; readonly totals: Sums }): ReactElement {
  const { t, format } = useWords();
  const cells = (sums: Sums): ReactElement => (
    <><td>{format.column(sums.interest)}</td><td>{format.column(sums.premium)}</td><td>{format.column(sums.capital)}</td><td>{format.column(sums.total)}</td></>
  );
  return (
    <ScrollRegion label={t("verdict.schedule")} tall>
      <table className="table money">
        <thead>
          <tr><th scope="col">{first}</th><th scope="col">{t("verdict.schedule.interest")}</th><th scope="col">{t("verdict.schedule.premium")}</th><th scope="col">{t("verdict.schedule.capital")}</th><th scope="col">{t("verdict.schedule.total")}</th></tr>
        </thead>
        <tbody>{rows.map((row) => <tr key={row.key}><th scope="row">{row.first}</th>{cells(row)}</tr>)}</tbody>
        <tfoot><tr><th scope="row">{t("verdict.schedule.total")}</th>{cells(totals)}</tr></tfoot>
      </table>
    </ScrollRegion>
  );
}
