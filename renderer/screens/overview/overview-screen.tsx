import { useState, type ReactElement } from "react";
import type { Me } from "../../../shared/sync/protocol.ts";
import { Choices } from "../../components/choices.tsx";
import { useWords } from "../../components/words.ts";
import { DayPart } from "./day-part.tsx";
import { FiguresPart } from "./figures-part.tsx";

const VIEWS = ["figures", "day"] as const;

/** Figures of the branches that this person sees, and the end of a day. */
export function OverviewScreen({ branches }: { readonly branches: Me["branches"] }): ReactElement {
  const { t } = useWords();
  const [view, setView] = useState<(typeof VIEWS)[number]>("figures");
  return (
    <main className="page overview" id="content" tabIndex={-1}>
      <header className="page-head">
        <div>
          <h1>{t("overview.title")}</h1>
          <p className="quiet">{t(view === "figures" ? "overview.why" : "overview.day.why")}</p>
        </div>
      </header>
      <Choices legend={t("overview.view")} value={view} onChange={setView} options={VIEWS.map((value) => ({ value, label: t(`overview.view.${value}`) }))} />
      {view === "figures" ? <FiguresPart branches={branches} /> : <DayPart branches={branches} />}
    </main>
  );
}
