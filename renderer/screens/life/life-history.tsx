import type { ReactElement } from "react";
import type { FileView } from "../../../shared/bridge/file-views.ts";
import { authorName, entryLabel, factLines } from "../../../shared/i18n/life-words.ts";
import type { Words } from "../../../shared/i18n/texts.ts";
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
        {entries.toReversed().map(({ step, facts, by, at, waiting, centre }, i) => {
          const lines = linesOf(step, facts, centre, words);
          return (
            <li key={entries.length - i} {...(centre === undefined ? {} : { className: "by-centre" })}>
              <p><strong>{entryLabel({ step, centre }, words)}</strong> <time dateTime={facts.on}>{format.date(facts.on)}</time>{waiting ? <span className="tag">{t("life.waiting")}</span> : null}</p>
              {lines.length === 0 ? null : <dl className="lines">{lines.map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}</dl>}
              <p className="quiet small">{t("life.by", { when: format.dayAndTime(at), name: authorName(by, words) })}</p>
            </li>
          );
        })}
        {view.registration === undefined ? null : (
          <li><p><strong>{t("life.registered")}</strong> <time dateTime={new Date(view.registration.registeredAt).toISOString()}>{format.dayAndTime(view.registration.registeredAt)}</time></p><p className="quiet small" translate="no">{view.registration.number}</p></li>
        )}
        <li><p><strong>{t("life.created")}</strong> <time dateTime={new Date(view.createdAt).toISOString()}>{format.dayAndTime(view.createdAt)}</time></p></li>
      </ol>
    </div>
  );
}

type Entry = FileView["life"]["entries"][number];
/** Why the centre did it stands first, then by what it was asked; the reason that its step needs says nothing more. */
function linesOf(step: Entry["step"], facts: Entry["facts"], centre: Entry["centre"], words: Words): readonly (readonly [label: string, value: string])[] {
  if (centre === undefined) return factLines(step, facts, words);
  if (centre.act === "expired") return [[words.t("life.act.time"), words.t("life.act.days", { n: centre.asked })]];
  const { reason: _reason, ...told } = facts;
  return [...factLines(step, told, words), [words.t("life.act.asked"), centre.asked]];
}
