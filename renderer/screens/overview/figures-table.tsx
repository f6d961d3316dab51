import type { ReactElement } from "react";
import type { Figures } from "../../../shared/bridge/overview-views.ts";
import { ScrollRegion } from "../../components/scroll-region.tsx";
import { useWords } from "../../components/words.ts";

export type FiguresLine = Figures & { readonly key: string; readonly label: string };
type FiguresTableProps = { readonly caption: string; readonly why?: string | undefined; readonly first: string; readonly lines: readonly FiguresLine[]; readonly total?: Figures; readonly more?: string | undefined };

/** One grouping: each moment's count and amount in a column of its own. The bar repeats the count of files, and says nothing more. */
export function FiguresTable({ caption, why, first, lines, total, more }: FiguresTableProps): ReactElement {
  const { t } = useWords();
  const most = Math.max(1, ...lines.map(({ files }) => files));
  return (
    <section className="overview-part">
      <ScrollRegion label={caption} tall>
        <table className="table money overview-table">
          <caption>{caption}{why === undefined ? null : <span className="quiet small">{why}</span>}</caption>
          <thead>
            <tr>
              <th scope="col">{first}</th>
              {(["files", "requested", "registered", "registeredAmount", "disbursed", "disbursedAmount"] as const).map((column) => <th key={column} scope="col">{t(`overview.column.${column}`)}</th>)}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.key}>
                <th scope="row">{line.label}<Bar part={line.files / most} /></th>
                <Cells figures={line} />
              </tr>
            ))}
          </tbody>
          {total === undefined || lines.length < 2 ? null : <tfoot><tr><th scope="row">{t("overview.total")}</th><Cells figures={total} /></tr></tfoot>}
        </table>
      </ScrollRegion>
      {more === undefined ? null : <p className="quiet small">{more}</p>}
    </section>
  );
}

export const Bar = ({ part }: { readonly part: number }): ReactElement => <span className="overview-bar" aria-hidden="true"><span style={{ width: `${(part * 100).toFixed(2)}%` }} /></span>;

function Cells({ figures }: { readonly figures: Figures }): ReactElement {
  const { format } = useWords();
  return (
    <>
      <td>{format.count(figures.files)}</td><td>{format.amount(figures.requested)}</td>
      <td>{format.count(figures.registered)}</td><td>{format.amount(figures.registeredAmount)}</td>
      <td>{format.count(figures.disbursed)}</td><td>{format.amount(figures.disbursedAmount)}</td>
    </>
  );
}
