import { useId, useState, type ReactElement } from "react";
import type { FileView } from "../../../shared/bridge/file-views.ts";
import { Button } from "../../components/button.tsx";
import { Floating } from "../../components/floating.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { withdrawFile } from "../../state/file-slice.ts";

const WHY_MAX = 500;

/** The last thing of a file, asked twice. */
export function WithdrawPart({ view }: { readonly view: FileView }): ReactElement | null {
  const desk = useDesk();
  const { t } = useWords();
  const id = useId();
  const [asking, setAsking] = useState(false);
  const [why, setWhy] = useState("");
  if (!view.editable) return null;
  const withdraw = async (): Promise<void> => {
    await withdrawFile(desk, why.trim());
    setAsking(false);
  };
  return (
    <div className="withdraw">
      <Button look="plain" short onPress={() => setAsking(true)}>{t("file.withdraw")}</Button>
      {asking ? (
        <Floating title={t("file.withdraw.title")} onClose={() => setAsking(false)}>
          <p>{t("file.withdraw.why")}</p>
          <div className="field">
            <label htmlFor={id}>{t("file.withdraw.label")}</label>
            <textarea id={id} className="input" maxLength={WHY_MAX} value={why} onChange={(event) => setWhy(event.target.value)} />
          </div>
          <div className="foot end">
            <Button onPress={() => setAsking(false)}>{t("file.withdraw.keep")}</Button>
            <Button look="danger" onPress={() => void withdraw()}>{t("file.withdraw.confirm")}</Button>
          </div>
        </Floating>
      ) : null}
    </div>
  );
}
