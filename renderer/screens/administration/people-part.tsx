import { useCallback, useState, type ReactElement } from "react";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { Result } from "../../../shared/kernel/result.ts";
import type { PeopleAnswer, Person } from "../../../shared/sync/people-messages.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { exportPeople, listPeople } from "../../state/people.ts";
import { useWhenBack } from "../../state/use-when-back.ts";
import { BranchPanel } from "./branch-panel.tsx";
import { everybody, findPeople, PeopleChoice } from "./people-choice.tsx";
import { PersonLine } from "./person-line.tsx";
import { PersonPanel, type PersonSaid } from "./person-panel.tsx";

/** As many as a person reads; the search finds the others. */
const SHOWN = 100;

/** People and branches of the bank, or of a supervisor's region: asked of the centre, which says what she may do to each. */
export function PeoplePart(): ReactElement {
  const desk = useDesk();
  const { t, count } = useWords();
  const [known, setKnown] = useState<PeopleAnswer>();
  const [error, setError] = useState<CodedError>();
  const [asking, setAsking] = useState(true);
  const [choice, setChoice] = useState(everybody);
  const [looked, setLooked] = useState<Person>();
  const [adding, setAdding] = useState(false);
  const [said, setSaid] = useState<PersonSaid | "branch">();
  const take = useCallback((answer: Result<PeopleAnswer, CodedError>): void => {
    setAsking(false);
    setError(answer.ok ? undefined : answer.error);
    if (answer.ok) setKnown(answer.value);
  }, []);
  const load = useCallback((): void => void listPeople(desk).then(take), [desk, take]);
  useWhenBack(load);
  const takeOut = async (): Promise<void> => {
    const ready = await exportPeople(desk);
    setError(ready.ok ? undefined : ready.error);
  };
  const found = known === undefined ? [] : findPeople(known, choice);
  return (
    <section className="recovery people" aria-labelledby="people-title">
      <div className="recovery-head">
        <h2 id="people-title">{t("people.title")}</h2>
        <Button look="plain" short held={asking} label={`${t("recovery.again")} · ${t("people.title")}`} onPress={() => { setAsking(true); setSaid(undefined); load(); }}>{t("recovery.again")}</Button>
      </div>
      <p className="quiet">{t("people.intro")}</p>
      {error === undefined ? null : <Note tone="attend" live><ErrorAccount error={error} /><p>{t("recovery.online")}</p></Note>}
      {said === undefined ? null : <Note tone={said === "asked" ? "attend" : said === "withdrawn" ? "plain" : "done"} live><p>{t(`people.said.${said}`)}</p></Note>}
      {known === undefined && error === undefined ? <p className="quiet">{t("recovery.asking")}</p> : null}
      {known === undefined ? null : (
        <>
          <PeopleChoice choice={choice} onChoose={setChoice} />
          <output className="small quiet">{found.length === 0 ? t("people.none.match") : count("people.count", found.length)}</output>
          {found.length === 0 ? null : <ul className="devices-list">{found.slice(0, SHOWN).map((person) => <PersonLine key={person.user} person={person} branches={known.branches} onLook={() => { setSaid(undefined); setLooked(person); }} />)}</ul>}
          {found.length <= SHOWN ? null : <p className="quiet small">{t("people.more")}</p>}
          <details>
            <summary>{`${t("people.branches")} (${known.branches.length})`}</summary>
            <ul className="still-missing">{known.branches.map(({ id, name, region }) => <li key={id}>{region === undefined ? name : `${name} · ${region}`}</li>)}</ul>
          </details>
          <div className="recovery-actions">
            {known.addsBranches ? <Button onPress={() => { setSaid(undefined); setAdding(true); }}>{t("people.branch.add")}</Button> : null}
            <Button onPress={() => void takeOut()}>{t("people.export")}</Button>
          </div>
          {looked === undefined ? null : <PersonPanel person={looked} branches={known.branches} onClose={() => setLooked(undefined)} onSaid={(word) => { setLooked(undefined); setSaid(word); load(); }} />}
          {adding ? <BranchPanel onClose={() => setAdding(false)} onAdded={(answer) => { setAdding(false); setKnown(answer); setSaid("branch"); }} /> : null}
        </>
      )}
    </section>
  );
}
