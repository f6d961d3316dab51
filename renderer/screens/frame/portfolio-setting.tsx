import { useId, useRef, useState, type FormEvent, type ReactElement } from "react";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { Me } from "../../../shared/sync/protocol.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { transferPages, type PortfolioProgress } from "../../../shared/bridge/transfer-pages.ts";
import { PersonChoice } from "./person-choice.tsx";

type Outcome = { readonly kind: "done" | "stopped"; readonly progress: PortfolioProgress; readonly from: string } | { readonly kind: "failed"; readonly error: CodedError };

/** All current files of one person handed to another, with progress and a way to stop; works with no network, as each step does. */
export function PortfolioSetting({ me }: { readonly me: Me }): ReactElement | null {
  const desk = useDesk();
  const words = useWords();
  const { t, count, format } = words;
  const id = useId();
  const [asked, setAsked] = useState({ from: "", to: me.user, why: "" });
  const [counted, setCounted] = useState<{ readonly of: string; readonly files: number }>();
  const [running, setRunning] = useState<PortfolioProgress>();
  const [outcome, setOutcome] = useState<Outcome>();
  const [fault, setFault] = useState<string>();
  const goesOn = useRef(true);
  const look = async (of: string): Promise<void> => {
    const files = of === "" ? undefined : await desk.ask("portfolio.count", { of });
    if (files !== undefined) setCounted({ of, files });
  };
  const files = counted?.of === asked.from ? counted.files : undefined;
  const people = me.colleagues ?? [];
  if (people.length < 2) return null;
  const transfer = async (): Promise<void> => {
    if (asked.from === "" || asked.to === "") return setFault("REQUIRED");
    if (asked.from === asked.to) return setFault("SAME_PERSON");
    setFault(undefined);
    setOutcome(undefined);
    goesOn.current = true;
    setRunning({ moved: 0, left: 0 });
    const done = await transferPages((page) => desk.attempt("portfolio.transfer", { ...asked, ...page }), (progress) => {
      setRunning(progress);
      return goesOn.current;
    });
    setRunning(undefined);
    void look(asked.from);
    setOutcome(done.ok ? { kind: goesOn.current ? "done" : "stopped", progress: done.value, from: people.find(({ user }) => user === asked.from)?.name ?? "" } : { kind: "failed", error: done.error });
  };
  const isRunning = running !== undefined;
  return (
    <section className="settings" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t("portfolio.title")}</h2>
      <p className="quiet small">{t("portfolio.why")}</p>
      <form noValidate onSubmit={(event: FormEvent) => { event.preventDefault(); if (!isRunning) void transfer(); }}>
        <div className="step-fields">
          <PersonChoice id={`${id}-from`} label={t("portfolio.from")} people={people} value={asked.from} fault={fault !== undefined && asked.from === "" ? "REQUIRED" : undefined} onChoose={(from) => { setAsked({ ...asked, from }); void look(from); }} />
          <PersonChoice id={`${id}-to`} label={t("portfolio.to")} people={people} value={asked.to} fault={fault !== undefined && asked.from !== "" ? fault : undefined} onChoose={(to) => setAsked({ ...asked, to })} />
          <div className="field">
            <label htmlFor={`${id}-why`}>{t("portfolio.note")}</label>
            <input id={`${id}-why`} className="input" maxLength={1_000} autoComplete="off" value={asked.why} onChange={(event) => setAsked({ ...asked, why: event.target.value })} />
          </div>
        </div>
        <output className="quiet small">
          {isRunning ? t("portfolio.doing", { done: format.count(running.moved + running.left), all: format.count(files ?? 0) }) : asked.from === "" || files === undefined ? "" : files === 0 ? t("portfolio.none") : count("portfolio.count", files)}
        </output>
        <div className="foot">
          <Button submit held={isRunning || files === 0} onPress={() => undefined}>{t("portfolio.go")}</Button>
          {isRunning ? <Button onPress={() => { goesOn.current = false; }}>{t("portfolio.stop")}</Button> : null}
        </div>
      </form>
      {outcome === undefined ? null : outcome.kind === "failed" ? <Note tone="stop" live><ErrorAccount error={outcome.error} /></Note> : (
        <Note tone={outcome.progress.left > 0 ? "attend" : "done"} live>
          <p>{t("portfolio.done", { moved: format.count(outcome.progress.moved) })}</p>
          {outcome.progress.left > 0 ? <p>{t("portfolio.left", { left: format.count(outcome.progress.left), name: outcome.from })}</p> : null}
          {outcome.kind === "stopped" ? <p>{t("portfolio.stopped")}</p> : null}
        </Note>
      )}
    </section>
  );
}
