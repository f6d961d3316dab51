import type { ReactElement } from "react";
import { ScrollRegion } from "../../components/scroll-region.tsx";
import { useWords } from "../../components/words.ts";
import { Bar } from "./figures-table.tsx";

type RefusalsTableProps = { readonly rows: readonly { readonly key: string; readonly label: string; readonly files: number; /** Cents asked for. */ readonly requested: number }[] };

/** Why the bank said no. */
export function RefusalsTable({ rows }: RefusalsTableProps): ReactElement {
  const { t, format } = useWords();
  const most = Math.max(1, ...rows.map(({ files }) => files));
  return (
    <section className="overview-part">
      <ScrollRegion label={t("overview.refusals")}>
        <table className="table money overview-table narrow">
          <caption>{t("overview.refusals")}{rows.length === 0 ? <span className="quiet small">{t("overview.refusals.none")}</span> : null}</caption>
          <thead><tr><th scope="col">{t("overview.refusals.column")}</th><th scope="col">{t("overview.column.files")}</th><th scope="col">{t("overview.column.requested")}</th></tr></thead>
          <tbody>{rows.map(({ key, label, files, requested }) => <tr key={key}><th scope="row">{label}<Bar part={files / most} /></th><td>{format.count(files)}</td><td>{format.amount(requested)}</td></tr>)}</tbody>
        </table>
      </ScrollRegion>
    </section>
  );
}
