import { useState, type ReactElement } from "react";
import { askedText, onlyTakesAway, personFacts, standingChanges } from "../../../shared/i18n/people-words.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { Result } from "../../../shared/kernel/result.ts";
import type { PeopleAnswer, Person, PersonAnswer, PersonStanding } from "../../../shared/sync/people-messages.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Floating } from "../../components/floating.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { decidePerson, withdrawPerson } from "../../state/people.ts";
import { StandingForm } from "./standing-form.tsx";

export type PersonSaid = "done" | "asked" | "withdrawn";
type Props = { readonly person: Person; readonly branches: PeopleAnswer["branches"]; readonly onClose: () => void; readonly onSaid: (said: PersonSaid) => void };

/** What somebody is to be: chosen here, with what it changes and whether a second person is needed; or what waits, confirmed or withdrawn. */
export function PersonPanel({ person, branches, onClose, onSaid }: Props): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const { t } = words;
  const was: PersonStanding = { role: person.role, branches: person.branches, active: person.active };
  const [to, setTo] = useState(was);
  const [sending, setSending] = useState(false);
  const [failed, setFailed] = useState<CodedError>();
  const say = async (work: () => Promise<Result<PersonAnswer, CodedError>>, said: (answer: PersonAnswer) => PersonSaid): Promise<void> => {
    setSending(true);
    setFailed(undefined);
    const answer = await work();
    setSending(false);
    if (answer.ok) onSaid(said(answer.value));
    else setFailed(answer.error);
  };
  const decide = (from: PersonStanding, wanted: PersonStanding): void => void say(() => decidePerson(desk, person, from, wanted), ({ done }) => (done ? "done" : "asked"));
  const changes = standingChanges(was, to, branches, words);
  const { asked, may } = person;
  const takes = onlyTakesAway(was, to);
  return (
    <Floating title={person.name} onClose={onClose} look="wide">
      <p className="small">{personFacts(person, branches, words).join(" · ")}</p>
      {failed === undefined ? null : <Note tone="stop" live><ErrorAccount error={failed} /></Note>}
      {asked === undefined ? null : (
        <>
          <Note tone="attend"><p>{askedText(person, branches, words)}</p></Note>
          <div className="foot start">
            {may.includes("confirm") ? <Button look="main" held={sending} onPress={() => decide(asked.was, asked.to)}>{t(sending ? "devices.sending" : "people.confirm")}</Button> : null}
            {may.includes("withdraw") ? <Button held={sending} onPress={() => void say(() => withdrawPerson(desk, person), () => "withdrawn")}>{t("people.withdraw")}</Button> : null}
          </div>
        </>
      )}
      {!may.includes("decide") ? null : (
        <form className="policy-form" onSubmit={(event) => { event.preventDefault(); if (changes.length > 0) decide(was, to); }}>
          <StandingForm to={to} branches={branches} onChange={setTo} />
          {changes.length === 0 ? <p className="quiet">{t("people.panel.same")}</p> : (
            <>
              <dl className="policy-changes">{changes.map(({ label, before, after }) => <div key={label}><dt>{label}</dt><dd><span className="unseen">{t("people.panel.before")} </span><s>{before}</s> <span aria-hidden="true">→</span><span className="unseen"> {t("people.panel.after")} </span> <strong>{after}</strong></dd></div>)}</dl>
              <p>{t(takes ? "people.panel.one" : "people.panel.two")}</p>
            </>
          )}
          {to.active ? null : <p className="small">{t("people.panel.gone")}</p>}
          <div className="foot end">
            <Button onPress={onClose}>{t("people.cancel")}</Button>
            <Button submit look="main" held={sending || changes.length === 0} onPress={() => decide(was, to)}>{t(sending ? "devices.sending" : takes ? "people.decide.one" : "people.decide.two")}</Button>
          </div>
        </form>
      )}
    </Floating>
  );
}
