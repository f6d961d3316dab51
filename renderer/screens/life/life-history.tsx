import type { ReactElement } from "react";
import type { FileView } from "../../../shared/bridge/file-views.ts";
import { factLines, stepLabel } from "../../../shared/i18n/life-words.ts";
import { useWords } from "../../components/words.ts";

/** What was recorded, the newest first: what happened and when, then who noted it. */
export function LifeHistory({ view }: { readonly view: FileView }): ReactElement {
  const words = useWords();
  const { t, format } = words;
  const { entries } = view.life;
  return (
    <div className="life-history">
      <h3>{t("life.history")}</h3>
      <ol>
        {entries.toReversed().map(({ step, facts, by, at, waiting }, i) => (
          <li key={entries.length - i}>
            <p><strong>{stepLabel(step, words)}</strong> <time dateTime={facts.on}>{format.date(facts.on)}</time>{waiting ? <span className="tag">{t("life.waiting")}</span> : null}</p>
            {factLines(step, facts, words).length === 0 ? null : (
              <dl className="lines">{factLines(step, facts, words).map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}</dl>
            )}
            <p className="quiet small">{t("life.by", { when: format.dayAndTime(at), name: by })}</p>
          </li>
        ))}
        {view.registration === undefined ? null : (
          <li><p><strong>{t("life.registered")}</strong> <time dateTime={new Date(view.registration.registeredAt).toISOString()}>{format.dayAndTime(view.registration.registeredAt)}</time></p><p className="quiet small" translate="no">{view.registration.number}</p></li>
        )}
        <li><p><strong>{t("life.created")}</strong> <time dateTime={new Date(view.createdAt).toISOString()}>{format.dayAndTime(view.createdAt)}</time></p></li>
      </ol>
    </div>
  );
}
