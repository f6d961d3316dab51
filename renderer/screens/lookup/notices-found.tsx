import { useId, type ReactElement } from "react";
import type { Notice, SourceAnswer } from "../../../shared/bridge/lookup-views.ts";
import { useWords } from "../../components/words.ts";
import { SourceLine } from "./source-line.tsx";

type Props = { readonly answer: Extract<SourceAnswer, { readonly source: "bodacc" }>; readonly at: number; readonly fresh: boolean };

/** Notices of collective procedures, each to be checked by a person: nothing in the file, and no rule, follows from them. */
export function NoticesFound({ answer: { notices, total }, at, fresh }: Props): ReactElement {
  const { t, format } = useWords();
  const id = useId();
  return (
    <div className="lookup-answer">
      {notices.length === 0 ? <p className="small">{t("lookup.none.bodacc")}</p> : (
        <>
          <h4 id={id}>{t("lookup.notices.title")}</h4>
          <p className="quiet small">{t("lookup.notices.why")}</p>
          <ul className="lookup-notices" aria-labelledby={id}>{notices.map((notice) => <NoticeLine key={notice.id} notice={notice} />)}</ul>
          {total > notices.length ? <p className="quiet small">{t("lookup.more.notices", { n: format.count(total), shown: format.count(notices.length) })}</p> : null}
        </>
      )}
      <SourceLine source="bodacc" at={at} fresh={fresh} />
    </div>
  );
}

function NoticeLine({ notice: { publishedOn, type, court, nature, judgedOn, procedure, link } }: { readonly notice: Notice }): ReactElement {
  const { t, format } = useWords();
  const facts = [
    t("lookup.notice.published", { type: t(`lookup.notice.type.${type}`), date: format.date(publishedOn) }),
    judgedOn === undefined ? undefined : t("lookup.notice.judged", { date: format.date(judgedOn) }), court,
  ];
  return (
    <li>
      <p><strong className="attend">{t("lookup.notice.verify")}</strong> <strong>{t(`lookup.notice.procedure.${procedure ?? "unnamed"}`)}</strong></p>
      {nature === undefined ? null : <p className="small">{nature}</p>}
      <p className="quiet small">{facts.filter((fact) => fact !== undefined).join(", ")}</p>
      <p className="quiet small lookup-link">{t("lookup.notice.link", { link })}</p>
    </li>
  );
}
