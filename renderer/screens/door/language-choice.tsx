import type { ReactElement } from "react";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { setSettings } from "../../state/settings-slice.ts";

/** Each language under its own name, so that it is found by who needs it. */
export function LanguageChoice(): ReactElement | null {
  const desk = useDesk();
  const { language, t } = useWords();
  const joined = useDeskState((state) => state.link === "joined");
  if (!joined) return null;
  const other = language === "fr" ? "en" : "fr";
  return (
    <button type="button" className="button plain short" lang={other} onClick={() => void setSettings(desk, { language: other })}>
      {t(`settings.language.${other}`)}
    </button>
  );
}
