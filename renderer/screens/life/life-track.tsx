import type { ReactElement } from "react";
import type { FileView } from "../../../shared/bridge/file-views.ts";
import { StatusMark } from "../../components/status-mark.tsx";
import { useWords } from "../../components/words.ts";

const USUAL = ["registered", "approved", "disbursed", "declared"] as const;

/** The usual way of a loan, and how far this one is; what is off that way stands at its end. */
export function LifeTrack({ view }: { readonly view: FileView }): ReactElement {
  const { t, format } = useWords();
  const { stage, since } = view.life.now;
  const at = USUAL.findIndex((one) => one === stage);
  return (
    <ol className="life-track" aria-label={t("life.track")}>
      {USUAL.map((one, i) => (
        <li key={one} className={at === -1 || i < at ? "past" : one === stage ? "now" : "ahead"} aria-current={one === stage ? "step" : undefined}>{t(`life.stage.${one}`)}</li>
      ))}
      {at === -1 ? <li className="now" aria-current="step"><StatusMark status={stage} /></li> : null}
      {since === undefined ? null : <li className="quiet small since">{t("life.since", { date: format.date(since) })}</li>}
    </ol>
  );
}
