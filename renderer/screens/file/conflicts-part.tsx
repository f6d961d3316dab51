import type { ReactElement } from "react";
import type { FileView } from "../../../shared/bridge/contract.ts";
import { Button } from "../../components/button.tsx";
import { fieldLabel, valueText } from "../../components/field-words.ts";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { settleField } from "../../state/file-slice.ts";

/** Each field entered twice, side by side: a person chooses. */
export function ConflictsPart({ view }: { readonly view: FileView }): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const { t, format } = words;
  const me = useDeskState((state) => (state.session?.kind === "open" ? state.session.me : undefined));
  const who = (user: string): string => (user === me?.user ? (me?.name ?? user) : user);
  return (
    <section className="conflicts" aria-labelledby="conflicts-title">
      <h2 id="conflicts-title">{t("file.conflicts.title")}</h2>
      <p className="small">{t("file.conflicts.why")}</p>
      {view.conflicts.map((conflict) => {
        const show = (value: typeof conflict.mine): string => valueText(conflict.field, value, words) || t("file.conflicts.empty");
        const label = fieldLabel(conflict.field, words);
        return (
          <div key={`${conflict.field} ${conflict.change}`} className="conflict">
            <h3>{label} <span className="quiet small">{t("file.conflicts.base")}{t("frame.colon")}{show(conflict.base)}</span></h3>
            <div className="sides">
              <div>
                <p className="quiet small">{t("file.conflicts.theirs", { who: who(conflict.theirsBy) })}</p>
                <p className="side-value">{show(conflict.theirs)}</p>
                <Button short label={`${t("file.conflicts.keepTheirs")}${t("frame.colon")}${label}`} onPress={() => void settleField(desk, conflict.field, conflict.theirs, conflict.theirs)}>{t("file.conflicts.keepTheirs")}</Button>
              </div>
              <div>
                <p className="quiet small">{t("file.conflicts.mine", { who: who(conflict.mineBy) })}, {format.dayAndTime(conflict.mineAt)}</p>
                <p className="side-value">{show(conflict.mine)}</p>
                <Button short label={`${t("file.conflicts.keepMine")}${t("frame.colon")}${label}`} onPress={() => void settleField(desk, conflict.field, conflict.theirs, conflict.mine)}>{t("file.conflicts.keepMine")}</Button>
              </div>
            </div>
          </div>
        );
      })}
    </section>
  );
}
