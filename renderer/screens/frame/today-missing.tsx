import type { ReactElement } from "react";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { go } from "../../state/navigate.ts";
import { useAgain } from "../../state/use-again.ts";
import { FileLine } from "../list/file-line.tsx";

const SHOWN = 3;
/** Looked at rarely: each time every file about to be paid is read. */
const BURST_MS = 5_000;

/** Documents to ask the client for before the money leaves. Nothing where nothing is missing. */
export function TodayMissing(): ReactElement | null {
  const desk = useDesk();
  const { t, count, format } = useWords();
  const missing = useAgain(async () => await desk.ask("documents.missing", { limit: SHOWN }), "", BURST_MS);
  if (missing === undefined || missing.total === 0) return null;
  return (
    <section className="today-part" aria-labelledby="today-missing">
      <div className="today-head">
        <h2 id="today-missing">{t("today.missing")} <span className="quiet">{format.count(missing.total)}</span></h2>
        <p className="quiet small">{t("today.missing.why")}</p>
      </div>
      <ul className="today-files">
        {missing.rows.map(({ row, missing: n }) => <li key={row.file}><FileLine row={row} late={count("documents.missing", n)} onOpen={() => go(desk, { kind: "files", filter: "registered", file: row.file })} /></li>)}
      </ul>
    </section>
  );
}
