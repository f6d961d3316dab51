import { useId, useState, type ReactElement } from "react";
import type { LookupView, SourceView } from "../../../shared/bridge/lookup-views.ts";
import { grouped } from "../../../shared/i18n/field-words.ts";
import type { Words } from "../../../shared/i18n/texts.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { askOnline, forgetQuestion } from "../../state/lookup-slice.ts";
import { CompaniesFound } from "./companies-found.tsx";
import { NoticesFound } from "./notices-found.tsx";

/** What public registers say of this company, beside what was entered of it. Not there while every register is off and none ever answered. */
export function LookupPart({ editable }: { readonly editable: boolean }): ReactElement | null {
  const desk = useDesk();
  const { t } = useWords();
  const id = useId();
  const lookup = useDeskState((state) => state.desk.lookup);
  const [error, setError] = useState<CodedError>();
  if (lookup === undefined || !lookup.sources.some(({ on, answered }) => on || answered !== undefined)) return null;
  const ask = async (): Promise<void> => setError(await askOnline(desk));
  const isOn = lookup.sources.some(({ on }) => on);
  return (
    <section className="lookup" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{t("lookup.title")}</h3>
      {isOn ? <AskLine lookup={lookup} id={id} onAsk={() => void ask()} /> : null}
      {error === undefined ? null : <Note tone="attend" live><ErrorAccount error={error} /></Note>}
      <output className="lookup-waits">{lookup.sources.map((source) => <Waiting key={source.source} view={source} />)}</output>
      {lookup.sources.some(({ waiting }) => waiting?.error !== undefined) ? <div><Button short look="plain" onPress={() => void forgetQuestion(desk)}>{t("lookup.forget")}</Button></div> : null}
      {lookup.sources.map((source) => (source.failed === undefined ? null : <Note key={source.source} tone="attend" live><ErrorAccount error={source.failed} /></Note>))}
      {lookup.sources.map(({ source, answered }) => (answered === undefined ? null : answered.answer.source === "bodacc"
        ? <NoticesFound key={source} answer={answered.answer} at={answered.at} fresh={answered.fresh} />
        : <CompaniesFound key={source} answer={answered.answer} at={answered.at} fresh={answered.fresh} editable={editable} />))}
    </section>
  );
}

/** The button, and exactly what would leave with it. */
function AskLine({ lookup, id, onAsk }: { readonly lookup: LookupView; readonly id: string; readonly onAsk: () => void }): ReactElement {
  const words = useWords();
  const { t } = words;
  const { query } = lookup;
  const able = lookup.sources.filter(({ on, source }) => on && (query?.kind === "siren" || source !== "bodacc"));
  const canAsk = query !== undefined && able.length > 0;
  const isFresh = canAsk && able.every(({ answered }) => answered?.fresh === true);
  const why = !canAsk ? t("lookup.ask.nothing") : isFresh ? t("lookup.ask.fresh")
    : query.kind === "siren" ? t("lookup.ask.siren", { text: grouped(query.text, "siren"), sources: sourceNames(able, words) }) : t("lookup.ask.name", { text: query.text, sources: sourceNames(able, words) });
  return (
    <div className="settings-row">
      <p className="quiet small" id={`${id}-why`}>{why}</p>
      <Button short held={!canAsk} describedBy={`${id}-why`} onPress={onAsk}>{t(able.some(({ answered }) => answered !== undefined) ? "lookup.ask.again" : "lookup.ask")}</Button>
    </div>
  );
}

function sourceNames(sources: readonly SourceView[], { t }: Words): string {
  const [first, second] = sources.map(({ source }) => t(`lookup.source.${source}`));
  return second === undefined ? (first ?? "") : t("lookup.and", { a: first ?? "", b: second });
}

function Waiting({ view: { source, waiting } }: { readonly view: SourceView }): ReactElement | null {
  const { t, find, format } = useWords();
  if (waiting === undefined) return null;
  const name = t(`lookup.source.${source}`);
  if (waiting.error === undefined) return <span className="small">{t("lookup.asking", { source: name })}</span>;
  const { code } = waiting.error;
  return <span className="small">{t("lookup.waiting", { source: name, time: format.time(waiting.nextTryAt) })} {find(`${code}.happened`)} {find(`${code}.work`)} <span className="quiet">{code}</span></span>;
}
