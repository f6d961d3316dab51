import { useEffect, useId, useState, type ReactElement } from "react";
import { REPORT_PARTS, type ImportView, type ReportPart, type ReportRow } from "../../../shared/bridge/import-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { Button } from "../../components/button.tsx";
import { Choices } from "../../components/choices.tsx";
import { ScrollRegion } from "../../components/scroll-region.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { askReport, exportReport, retryImport } from "../../state/import-slice.ts";
import { ReportTable } from "./report-table.tsx";

type Props = { readonly view: ImportView; readonly onError: (error: CodedError | undefined) => void };
const PAGE = 50;
const MOST = 500;

/** Row by row what there is to say, and to do: corrected here, or taken out and mended there. */
export function ImportReport({ view, onError }: Props): ReactElement | null {
  const desk = useDesk();
  const { t, count, format } = useWords();
  const id = useId();
  const parts = REPORT_PARTS.filter((part) => sizeOf(view, part) > 0);
  const [chosen, setChosen] = useState<ReportPart>();
  const part = chosen !== undefined && parts.includes(chosen) ? chosen : parts[0];
  const [limit, setLimit] = useState(PAGE);
  const { rows, total } = useReport(view, part, limit);
  const [said, setSaid] = useState("");
  const isStill = view.state !== "running";
  if (part === undefined) return null;
  const takeOut = async (as: "csv" | "xlsx"): Promise<void> => {
    const kept = await exportReport(desk, view, as);
    onError(kept.ok ? undefined : kept.error);
    setSaid(kept.ok ? t("import.exported", { name: kept.value.name, n: format.count(kept.value.rows) }) : "");
  };
  const retry = (what: "mended" | "changed"): void => {
    setSaid("");
    void retryImport(desk, view, what).then(onError);
  };
  return (
    <section className="import-part">
      <h2>{t("import.report")}</h2>
      <Choices legend={t("import.report.show")} value={part} onChange={(next) => { setChosen(next); setLimit(PAGE); }} options={parts.map((value) => ({ value, label: t(`import.part.${value}`, { n: format.count(sizeOf(view, value)) }) }))} />
      {part === "faulty" && isStill ? (
        <div className="import-act">
          <Button look="main" held={view.mended === 0} describedBy={`${id}-mend`} onPress={() => retry("mended")}>{count("import.mend", Math.max(1, view.mended))}</Button>
          <p className="quiet small" id={`${id}-mend`}>{view.mended === 0 ? t("import.mend.none") : ""}</p>
        </div>
      ) : null}
      {part === "changed" && isStill ? <div className="import-act"><Button look="main" onPress={() => retry("changed")}>{count("import.takeChanged", view.counts.changed)}</Button></div> : null}
      <output className={said === "" ? "unseen" : "quiet small"}>{said}</output>
      <ScrollRegion label={t("import.report")} tall><ReportTable view={view} rows={rows} part={part} onError={onError} onSaid={setSaid} /></ScrollRegion>
      {rows.length >= total ? null : (
        <div className="foot start">
          {limit < MOST ? <Button onPress={() => setLimit(Math.min(MOST, limit * 3))}>{t("import.more")}</Button> : null}
          <p className="quiet small">{t("import.shown", { shown: format.count(rows.length), total: format.count(total) })}</p>
        </div>
      )}
      {isStill && view.counts.faulty + view.counts.changed > 0 ? (
        <div className="foot start">
          <Button onPress={() => void takeOut("csv")}>{t("import.export.csv")}</Button>
          <Button onPress={() => void takeOut("xlsx")}>{t("import.export.xlsx")}</Button>
        </div>
      ) : null}
    </section>
  );
}

const sizeOf = ({ counts }: ImportView, part: ReportPart): number => (part === "known" ? counts.known + counts.doubled : counts[part]);

/** A part of the report as the core last told it; asked again whenever the import moved. */
function useReport(view: ImportView, part: ReportPart | undefined, limit: number): { readonly rows: readonly ReportRow[]; readonly total: number } {
  const desk = useDesk();
  const [page, setPage] = useState<{ readonly rows: readonly ReportRow[]; readonly total: number }>({ rows: [], total: 0 });
  useEffect(() => {
    if (part === undefined) return undefined;
    let current = true;
    const ask = async (): Promise<void> => {
      const answer = await askReport(desk, view, part, limit);
      if (current && answer.ok) setPage(answer.value);
    };
    void ask();
    return () => { current = false; };
  }, [desk, view, part, limit]);
  return page;
}
