import type { ReactElement } from "react";
import type { ImportView } from "../../../shared/bridge/import-views.ts";
import type { Words } from "../../../shared/i18n/texts.ts";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { go } from "../../state/navigate.ts";

/** Elsewhere than on its screen, an import that goes on, waits or has lines to mend says so at the foot, and leads there. */
export function ImportLine(): ReactElement | null {
  const desk = useDesk();
  const words = useWords();
  const view = useDeskState((state) => state.import);
  const isHere = useDeskState((state) => state.route.kind === "import");
  const text = view === undefined || isHere ? undefined : importLine(view, words);
  if (text === undefined) return null;
  const attends = view?.state !== "running";
  return (
    <button type="button" className={`line-button update-line ${attends ? "attend" : ""}`} onClick={() => go(desk, { kind: "import" })}>
      <Icon name="table" size={14} />
      {attends ? <output>{text}</output> : <span>{text}</span>}
    </button>
  );
}

/** Undefined where it is over and nothing waits for the person. */
export function importLine({ state, done, rows, counts }: ImportView, { t, count, format }: Words): string | undefined {
  const progress = { done: format.count(done), total: format.count(rows) };
  switch (state) {
    case "running": return t("import.line.running", progress);
    case "stopped": return t("import.line.stopped", progress);
    case "mapping": return t("import.line.mapping");
    case "done": return counts.faulty === 0 ? undefined : count("import.line.faulty", counts.faulty);
  }
}
