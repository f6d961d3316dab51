import { useEffect, useId, useMemo, useRef, useState, type ReactElement } from "react";
import { Icon } from "../../components/icon.tsx";
import { words as everyWord } from "../../../shared/i18n/texts.ts";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { go } from "../../state/navigate.ts";
import { routeToHash } from "../../state/route.ts";
import { ARTICLE_TITLE, HelpArticle } from "./help-article.tsx";
import { createHelpIndex } from "./help-index.ts";
import { HELP_GROUPS, topicTitle } from "./topics.ts";

const SHOWN = 12;

/** The whole help, in the window and without network: its topics, every error code, every field; one box finds them. */
export function HelpScreen({ topic }: { readonly topic: string | undefined }): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const { t, count } = words;
  const id = useId();
  const [text, setText] = useState("");
  const index = useMemo(() => createHelpIndex(words, everyWord[words.language === "fr" ? "en" : "fr"]), [words]);
  const found = useMemo(() => index.search(text).slice(0, SHOWN), [index, text]);
  const before = useRef<string>(undefined);
  useEffect(() => {
    // Somebody who was led to an answer is at its beginning; somebody who only came in, at the search.
    if (topic === undefined) document.getElementById(`${id}-search`)?.focus();
    else if (before.current !== topic) document.getElementById(ARTICLE_TITLE)?.focus();
    before.current = topic;
  }, [topic, id]);
  const isSearch = text.trim() !== "";
  return (
    <main className="page help" id="content" tabIndex={-1}>
      <header className="page-head"><div><h1>{t("help.title")}</h1><p className="quiet">{t("help.offline")}</p></div></header>
      <div className="help-parts">
        <div className="help-find">
          <search className="list-search">
            <label htmlFor={`${id}-search`} className="unseen">{t("help.search")}</label>
            <Icon name="search" />
            <input
              id={`${id}-search`} className="input" type="text" inputMode="search" autoComplete="off" spellCheck={false} placeholder={t("help.search.hint")} value={text} onChange={(event) => setText(event.target.value)}
              onKeyDown={(event) => { const [best] = found; if (event.key === "Enter" && best !== undefined) go(desk, { kind: "help", topic: best.id }); }}
            />
          </search>
          <output className={isSearch ? "quiet small" : "unseen"}>{!isSearch ? "" : found.length === 0 ? t("help.none", { text }) : count("help.results", found.length)}</output>
          <nav aria-label={t("help.topics")}>
            {isSearch ? (
              <ul>{found.map((entry) => (
                <li key={entry.id}><Topic id={entry.id} here={topic}>{entry.title}</Topic>{entry.kind === "topic" ? null : <span className="quiet small">{t(`help.kind.${entry.kind}`)}</span>}</li>
              ))}</ul>
            ) : HELP_GROUPS.map(({ group, topics }) => (
              <div key={group}>
                <p className="help-group" id={`${id}-${group}`}>{t(`help.group.${group}`)}</p>
                <ul aria-labelledby={`${id}-${group}`}>{topics.map((one) => <li key={one}><Topic id={one} here={topic}>{t(topicTitle(one))}</Topic></li>)}</ul>
              </div>
            ))}
          </nav>
        </div>
        <article className="help-article" aria-labelledby={ARTICLE_TITLE}><HelpArticle topic={topic ?? "start"} /></article>
      </div>
    </main>
  );
}

const Topic = ({ id, here, children }: { readonly id: string; readonly here: string | undefined; readonly children: string }): ReactElement =>
  <a href={routeToHash({ kind: "help", topic: id })} aria-current={id === here ? "page" : undefined}>{children}</a>;
