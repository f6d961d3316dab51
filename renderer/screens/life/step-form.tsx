import { useEffect, useId, useRef, useState, type FormEvent, type ReactElement } from "react";
import type { Profile } from "../../../shared/bridge/session-views.ts";
import type { FileView } from "../../../shared/bridge/file-views.ts";
import { faultText, faultLabel } from "../../../shared/i18n/field-words.ts";
import { stepLabel, stepWhy } from "../../../shared/i18n/life-words.ts";
import type { CodedError, FieldFault } from "../../../shared/kernel/error-codes.ts";
import { parseFacts, type TypedFacts } from "../../../shared/life/fact-entry.ts";
import { factsOf, type StepName } from "../../../shared/life/step-specs.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { recordStep } from "../../state/life.ts";
import { amountText } from "../file/entry-text.ts";
import { recordBeside } from "../../state/beside.ts";
import { BesideFields, type Besides } from "./beside-fields.tsx";
import { waitOf } from "../door/passphrase-wait.tsx";
import { FactControl } from "./fact-control.tsx";

type StepFormProps = { readonly view: FileView; readonly step: StepName; /** Of a premium; else that of the first not taken. */ readonly year?: number; /** Somebody else records it here: one of these. */ readonly people?: readonly Profile[] | undefined; readonly onDone: (recorded: boolean) => void };

/** One step of the loan, in place: what is usual is filled in, and nothing typed is lost by an error. */
export function StepForm({ view, step, year, people, onDone }: StepFormProps): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const { t, format } = words;
  const id = useId();
  const today = useDeskState((state) => state.info?.businessDate);
  const [typed, setTyped] = useState<TypedFacts>(() => ({ on: today === undefined ? "" : format.date(today), ...usual(view, step, year, (cents) => amountText(cents, format)) }));
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const [error, setError] = useState<CodedError>();
  const [busy, setBusy] = useState(false);
  const [besides, setBesides] = useState<Besides>({ profile: people?.length === 1 ? (people[0]?.id ?? "") : "", passphrase: "" });
  const [missing, setMissing] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const leave = useRef(() => onDone(false));
  useEffect(() => {
    const shown = form.current;
    shown?.querySelector<HTMLElement>("input, select, textarea")?.focus();
    const escape = (event: KeyboardEvent): void => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      leave.current();
    };
    shown?.addEventListener("keydown", escape);
    return () => shown?.removeEventListener("keydown", escape);
  }, []);
  const specs = factsOf(step);
  const isFact = (field: string): boolean => specs.some(([name]) => name === field);
  const tell = (found: readonly FieldFault[]): void => {
    setFaults(found);
    const first = specs.find(([name]) => found.some(({ field }) => field === name));
    if (first !== undefined) document.getElementById(`${id}-${first[0]}`)?.focus();
  };
  const record = async (): Promise<void> => {
    if (busy) return;
    const read = parseFacts(step, typed, format);
    setError(undefined);
    if (!read.ok) return tell(read.error);
    if (people !== undefined && (besides.profile === "" || besides.passphrase === "")) return setMissing(true);
    setMissing(false);
    setBusy(true);
    const refused = people === undefined ? await recordStep(desk, step, read.value) : await recordBeside(desk, besides, step, read.value);
    setBusy(false);
    // Hers: it stays in nobody's window.
    setBesides({ ...besides, passphrase: "" });
    if (refused === undefined) return onDone(true);
    setError(refused);
    tell(refused.fields?.filter(({ field }) => isFact(field)) ?? []);
  };
  const others = error?.fields?.filter(({ field }) => !isFact(field)) ?? [];
  const why = stepWhy(step, words);
  return (
    <form
      ref={form} className="step-form" noValidate aria-labelledby={`${id}-title`}
      onSubmit={(event: FormEvent) => { event.preventDefault(); void record(); }}
    >
      <h3 id={`${id}-title`}>{people === undefined ? stepLabel(step, words) : t("life.beside.title", { step: stepLabel(step, words) })}</h3>
      {why === undefined ? null : <p className="quiet small">{why}</p>}
      <div className="step-fields">
        {specs.map(([name, spec]) => (
          <FactControl key={name} id={`${id}-${name}`} name={name} spec={spec} text={typed[name] ?? ""} fault={faults.find(({ field }) => field === name)?.reason}
            onType={(text) => { setTyped({ ...typed, [name]: text }); setFaults(faults.filter(({ field }) => field !== name)); }} />
        ))}
      </div>
      {people === undefined ? null : <BesideFields id={id} people={people} value={besides} missing={missing} onChange={setBesides} />}
      {error === undefined ? null : (
        <Note tone="stop" live>
          <ErrorAccount error={error} />
          {waitOf(error) === 0 ? null : <p>{t("door.wait.before", { wait: format.wait(waitOf(error)) })}</p>}
          {others.length === 0 ? null : <ul>{others.map((fault) => <li key={`${fault.field} ${fault.reason}`}>{faultLabel(fault, words)}{t("frame.colon")}{faultText(fault.reason, words)}</li>)}</ul>}
        </Note>
      )}
      <div className="foot">
        <Button look={step === "cancelled" || step === "declined" ? "danger" : "main"} submit held={busy} onPress={() => undefined}>{t("life.record")}</Button>
        <Button look="plain" onPress={() => onDone(false)}>{t("life.cancel")}</Button>
      </div>
    </form>
  );
}

/** What is usual of a step, typed in advance. */
function usual({ fields, life }: FileView, step: StepName, year: number | undefined, money: (cents: number) => string): TypedFacts {
  if (step === "disbursed") return { amount: money(Number(fields.amount ?? 0)) };
  const premium = step === "premium-paid" ? life.premiums.find((one) => (year === undefined ? one.paid === undefined : one.year === year)) : undefined;
  if (premium === undefined) return {};
  return { year: String(premium.year), ...(premium.expected === undefined ? {} : { amount: money(premium.expected) }) };
}
