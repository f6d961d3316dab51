import type { ReactElement } from "react";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";

/** Only while somebody asks for a diagnostic of this workstation: a few words at the foot that open its panel. */
export function DiagnosticLine(): ReactElement | null {
  const desk = useDesk();
  const { t } = useWords();
  const isAsked = useDeskState((state) => state.sync?.diagnostic !== undefined);
  if (!isAsked) return null;
  return (
    <button type="button" className="line-button update-line attend diagnostic-line" aria-haspopup="dialog" onClick={() => desk.set({ panel: "diagnostic" })}>
      <Icon name="alert" size={14} />
      <output>{t("diagnostic.line")}</output>
    </button>
  );
}
