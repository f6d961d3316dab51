import { useId, useState, type FormEvent, type ReactElement } from "react";
import { mayDo } from "../../../shared/access/rights.ts";
import type { CodedError, FieldFault } from "../../../shared/kernel/error-codes.ts";
import { levelOn } from "../../../shared/life/delegation.ts";
import { DAY, parseDay } from "../../../shared/life/fact-entry.ts";
import type { Absence } from "../../../shared/sync/approval-messages.ts";
import { personName } from "../../../shared/sync/person-name.ts";
import type { Me } from "../../../shared/sync/protocol.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { setAbsence } from "../../state/absence.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { FactControl } from "../life/fact-control.tsx";
import { PersonChoice } from "./person-choice.tsx";

type Outcome = { readonly kind: "done"; readonly text: string } | { readonly kind: "failed"; readonly error: CodedError };

/** Being away: until when, and who approves meanwhile. An administrator declares a colleague's too. Nothing where this person approves nothing. */
export function AbsenceSetting({ me }: { readonly me: Me }): ReactElement | null {
  const desk = useDesk();
  const { t, format } = useWords();
  const id = useId();
  const today = useDeskState((state) => state.info?.businessDate);
  const [user, setUser] = useState(me.user);
  const [typed, setTyped] = useState({ from: "", until: "", standIn: "" });
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const [outcome, setOutcome] = useState<Outcome>();
  const [busy, setBusy] = useState(false);
  const declaresOthers = mayDo(me.role, "absence.of-others");
  if (today === undefined || (!declaresOthers && levelOn(me.role, me.approvals, today) === undefined)) return null;
  const people = me.colleagues ?? [];
  const shown = (me.absences ?? []).filter((absence) => absence.user === me.user || declaresOthers);
  const change = async (of: string, absence: Omit<Absence, "user"> | undefined): Promise<void> => {
    setBusy(true);
    const failed = await setAbsence(desk, { ...(of === me.user ? {} : { user: of }), ...(absence === undefined ? {} : { absence }) });
    setBusy(false);
    setFaults(failed?.fields ?? []);
    setOutcome(failed !== undefined ? { kind: "failed", error: failed } : { kind: "done", text: t(absence === undefined ? "absence.ended" : "absence.kept") });
    if (failed === undefined) setTyped({ from: "", until: "", standIn: "" });
  };
  const declare = async (): Promise<void> => {
    const [from, until] = [parseDay(typed.from, format), parseDay(typed.until, format)];
    const found: FieldFault[] = [];
    if (!from.ok) found.push({ field: "from", reason: from.error });
    if (!until.ok) found.push({ field: "until", reason: until.error });
    if (typed.standIn === "") found.push({ field: "standIn", reason: "REQUIRED" });
    setFaults(found);
    setOutcome(undefined);
    const [first] = found;
    if (first !== undefined) document.getElementById(`${id}-${first.field}`)?.focus();
    else if (from.ok && until.ok) await change(user, { from: from.value, until: until.value, standIn: typed.standIn });
  };
  const faultOf = (field: string): string | undefined => faults.find((fault) => fault.field === field)?.reason;
  return (
    <section className="settings" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t("absence.title")}</h2>
      <p className="quiet small">{t("absence.why")}</p>
      {shown.map((absence) => (
        <div className="settings-row" key={absence.user}>
          <p>{t("absence.now", { name: personName(absence.user, me), from: format.date(absence.from), until: format.date(absence.until), standIn: personName(absence.standIn, me) })}</p>
          <Button held={busy} onPress={() => void change(absence.user, undefined)}>{t("absence.end")}</Button>
        </div>
      ))}
      <form noValidate onSubmit={(event: FormEvent) => { event.preventDefault(); void declare(); }}>
        <div className="step-fields">
          {declaresOthers ? <PersonChoice id={`${id}-user`} label={t("absence.for")} people={people} value={user} fault={undefined} onChoose={setUser} /> : null}
          <FactControl id={`${id}-from`} name="from" label={t("absence.from")} spec={DAY} text={typed.from} fault={faultOf("from")} onType={(from) => setTyped({ ...typed, from })} />
          <FactControl id={`${id}-until`} name="until" label={t("absence.until")} spec={DAY} text={typed.until} fault={faultOf("until")} onType={(until) => setTyped({ ...typed, until })} />
          <PersonChoice id={`${id}-standIn`} label={t("absence.standIn")} people={people.filter((person) => person.user !== user)} value={typed.standIn} fault={faultOf("standIn")} onChoose={(standIn) => setTyped({ ...typed, standIn })} />
        </div>
        <div className="foot"><Button submit held={busy} onPress={() => undefined}>{t(busy ? "absence.busy" : "absence.declare")}</Button></div>
      </form>
      {outcome?.kind === "done" ? <Note tone="done" live><p>{outcome.text}</p></Note> : null}
      {outcome?.kind === "failed" && !outcome.error.fields?.length ? <Note tone="stop" live><ErrorAccount error={outcome.error} /></Note> : null}
    </section>
  );
}
