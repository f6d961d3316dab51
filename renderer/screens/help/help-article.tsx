import type { ReactElement } from "react";
import { fieldLabel } from "../../../shared/i18n/field-words.ts";
import { isErrorCode, type ErrorCode } from "../../../shared/kernel/error-codes.ts";
import { isFieldName, type FieldName } from "../../../shared/pge/file-fields.ts";
import { Button } from "../../components/button.tsx";
import { CopyCode } from "../../components/copy-code.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { routeToHash } from "../../state/route.ts";
import { FieldRules } from "../file/field-help.tsx";
import { startGuide } from "../guide/start-guide.ts";
import { isHelpTopic, topicOfCode, topicTitle, type HelpTopic } from "./topics.ts";

export const ARTICLE_TITLE = "help-article";
const FIELD = /^field-(\w+)$/;

/** What was asked for: a topic, an error code, a field. Anything else is where to begin. */
export function HelpArticle({ topic }: { readonly topic: string }): ReactElement {
  const field = FIELD.exec(topic)?.[1] ?? "";
  if (isErrorCode(topic)) return <CodeArticle code={topic} />;
  return isFieldName(field) ? <FieldArticle field={field} /> : <TopicArticle topic={isHelpTopic(topic) ? topic : "start"} />;
}

const Title = ({ children }: { readonly children: string }): ReactElement => <h2 id={ARTICLE_TITLE} tabIndex={-1}>{children}</h2>;

function TopicArticle({ topic }: { readonly topic: HelpTopic }): ReactElement {
  const desk = useDesk();
  const { t } = useWords();
  return (
    <>
      <Title>{t(topicTitle(topic))}</Title>
      <Body text={t(`help.topic.${topic}.body`)} />
      {topic === "start" || topic === "guided" ? <p><Button onPress={() => void startGuide(desk)}>{t("guide.start")}</Button></p> : null}
    </>
  );
}

function CodeArticle({ code }: { readonly code: ErrorCode }): ReactElement {
  const { t } = useWords();
  const topic = topicOfCode(code);
  return (
    <>
      <Title>{code}</Title>
      <dl className="help-code">
        {(["happened", "work", "todo"] as const).map((part) => <div key={part}><dt>{t(`help.${part}`)}</dt><dd>{t(`${code}.${part}`)}</dd></div>)}
      </dl>
      <p><CopyCode code={code} /></p>
      <p>{t("help.related")}{t("frame.colon")}<a href={routeToHash({ kind: "help", topic })}>{t(topicTitle(topic))}</a></p>
    </>
  );
}

function FieldArticle({ field }: { readonly field: FieldName }): ReactElement {
  const words = useWords();
  const [enter, where] = [words.find(`help.field.${field}.enter`), words.find(`help.field.${field}.where`)];
  return (
    <>
      <Title>{fieldLabel(field, words)}</Title>
      {enter === undefined ? null : <p><strong>{words.t("help.enter")}</strong> {enter}</p>}
      {where === undefined ? null : <p><strong>{words.t("help.where")}</strong> {where}</p>}
      <FieldRules field={field} />
    </>
  );
}

/** Paragraphs, one a line; lines that begin with a dash are a list. */
function Body({ text }: { readonly text: string }): ReactElement {
  const parts: { readonly isList: boolean; readonly lines: string[] }[] = [];
  for (const line of text.split("\n")) {
    const isList = line.startsWith("- ");
    const last = parts.at(-1);
    if (isList && last?.isList === true) last.lines.push(line.slice(2));
    else parts.push({ isList, lines: [isList ? line.slice(2) : line] });
  }
  return <>{parts.map(({ isList, lines }, i) => (isList ? <ul key={i}>{lines.map((line) => <li key={line}>{line}</li>)}</ul> : <p key={i}>{lines[0]}</p>))}</>;
}
