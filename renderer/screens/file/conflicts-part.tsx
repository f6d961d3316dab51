import type { ReactElement } from "react";
import type { FileView } from "../../../shared/bridge/file-views.ts";
import { Button } from "../../components/button.tsx";
import { fieldLabel, valueText } from "../../../shared/i18n/field-words.ts";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { settleField } from "../../state/file-slice.ts";

/** The `id` of the part's heading: where asking to submit leads while a choice waits. */
export const CONFLICTS_TITLE = "conflicts-title";

/** Each field entered twice, side by side: a person chooses. */
export function ConflictsPart({ view }: { readonly view: FileView }): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const { t, format } = words;
  const me = useDeskState((state) => (state.session?.kind === "open" ? state.session.me : undefined));
  const who = (user: string): string => (user === me?.user ? me.name : (me?.colleagues?.find((other) => other.user === user)?.name ?? user));
  return (
    <section className="conflicts" aria-labelledby={CONFLICTS_TITLE}>
      <h2 id={CONFLICTS_TITLE} tabIndex={-1}>{t("file.conflicts.title")}</h2>
      <p className="small">{t("file.conflicts.why")}</p>
      {view.conflicts.map((conflict) => {
        const show = (value: typeof conflict.mine): string => valueText(conflict.field, value, words) || t("file.conflicts.empty");
        const label = fieldLabel(conflict.field, words);
        return (
          <div key={`${conflict.field} ${conflict.change}`} className="conflict">
            <h3>{label} <span className="quiet small">{t("file.conflicts.base")}{t("frame.colon")}{show(conflict.base)}</span></h3>
            <div className="sides">
              <Side label={label} value={show(conflict.theirs)} whose={t("file.conflicts.theirs", { who: who(conflict.theirsBy) })} onKeep={() => void settleField(desk, conflict.field, conflict.theirs, conflict.theirs)} />
              <Side label={label} value={show(conflict.mine)} whose={`${t("file.conflicts.mine", { who: who(conflict.mineBy) })}, ${format.dayAndTime(conflict.mineAt)}`} onKeep={() => void settleField(desk, conflict.field, conflict.theirs, conflict.mine)} />
            </div>
          </div>
        );
      })}
    </section>
  );
}

/** A value longer than this does not fit on its button. */
const SHORT = 24;

/** One of the two entries: its value, whose it is, and the button that names what it keeps. */
function Side({ label, value, whose, onKeep }: { readonly label: string; readonly value: string; readonly whose: string; readonly onKeep: () => void }): ReactElement {
  const { t } = useWords();
  const keep = value.length > SHORT ? t("file.conflicts.keepThis") : t("file.conflicts.keep", { value });
  return (
    <div>
      <p className="side-value">{value}</p>
      <p className="quiet small">{whose}</p>
      <Button short label={`${keep}${t("frame.colon")}${label}, ${whose}`} onPress={onKeep}>{keep}</Button>
    </div>
  );
}
