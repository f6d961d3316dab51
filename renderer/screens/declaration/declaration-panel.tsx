import type { ReactElement } from "react";
import { Floating } from "../../components/floating.tsx";
import { useWords } from "../../components/words.ts";
import { AnswerPart } from "./answer-part.tsx";
import { DeclarePart } from "./declare-part.tsx";

/** Telling the guarantor of what was disbursed, and reading its answer. */
export function DeclarationPanel({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { t } = useWords();
  return (
    <Floating title={t("declare.title")} onClose={onClose} look="wide">
      <p className="quiet">{t("declare.why")}</p>
      <DeclarePart />
      <AnswerPart />
    </Floating>
  );
}
