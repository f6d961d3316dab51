import type { ReactElement } from "react";
import type { FileView } from "../../../shared/bridge/file-views.ts";
import { COMPLEMENTS } from "../../../shared/life/complement.ts";
import { Button } from "../../components/button.tsx";
import { useWords } from "../../components/words.ts";
import { canComplement } from "../../state/complement.ts";
import { useDesk, useMay } from "../../state/desk-context.tsx";
import { startComplement } from "../frame/commands.ts";

/** On a loan of the classic scheme: another file for the same company, begun with what this one knows. */
export function ComplementPart({ view }: { readonly view: FileView }): ReactElement | null {
  const desk = useDesk();
  const { t } = useWords();
  const enters = useMay("files.enter");
  if (!enters || !canComplement(view)) return null;
  return (
    <div className="complement">
      <h3>{t("life.complement")}</h3>
      <p className="quiet small">{t("life.complement.why")}</p>
      <div className="step-buttons">
        {COMPLEMENTS.map((scheme) => <Button key={scheme} short onPress={() => void startComplement(desk, scheme)}>{t(`life.complement.${scheme}`)}</Button>)}
      </div>
    </div>
  );
}
