import { useCallback, useState, type ReactElement } from "react";
import type { PolicyStanding, PolicyStep } from "../../../shared/bridge/policy-calls.ts";
import { policyLines } from "../../../shared/i18n/policy-words.ts";
import type { Words } from "../../../shared/i18n/texts.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { readPolicy } from "../../state/policy.ts";
import { useWhenBack } from "../../state/use-when-back.ts";
import { PolicyAsked } from "./policy-asked.tsx";
import { PolicyHistory } from "./policy-history.tsx";
import { PolicyPanel } from "./policy-panel.tsx";

export type PolicySaid = "proposed" | "confirmed" | "withdrawn";

/** What the bank decided for its workstations and files, what waits for a second person, and what came before: asked of the centre, which says what this person may do. */
export function PolicyPart(): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const { t } = words;
  const [known, setKnown] = useState<PolicyStanding>();
  const [error, setError] = useState<CodedError>();
  const [asking, setAsking] = useState(true);
  const [proposing, setProposing] = useState(false);
  const [said, setSaid] = useState<PolicySaid>();
  const hear = useCallback((answer: Awaited<ReturnType<typeof readPolicy>>): void => {
    setAsking(false);
    setError(answer.ok ? undefined : answer.error);
    if (answer.ok) setKnown(answer.value);
  }, []);
  const load = useCallback((): void => void readPolicy(desk).then(hear), [desk, hear]);
  useWhenBack(load);
  const take = (standing: PolicyStanding, word: PolicySaid): void => {
    setKnown(standing);
    setProposing(false);
    setSaid(word);
  };
  return (
    <section className="recovery policy" aria-labelledby="policy-title">
      <div className="recovery-head">
        <h2 id="policy-title">{t("policy.title")}</h2>
        <Button look="plain" short held={asking} label={`${t("recovery.again")} · ${t("policy.title")}`} onPress={() => { setAsking(true); setSaid(undefined); load(); }}>{t("recovery.again")}</Button>
      </div>
      <p className="quiet">{t("policy.intro")}</p>
      {error === undefined ? null : <Note tone="attend" live><ErrorAccount error={error} /><p>{t("recovery.online")}</p></Note>}
      {said === undefined ? null : <Note tone={said === "confirmed" ? "done" : said === "proposed" ? "attend" : "plain"} live><p>{t(`policy.said.${said}`)}</p></Note>}
      {known === undefined && error === undefined ? <p className="quiet">{t("recovery.asking")}</p> : null}
      {known === undefined ? null : (
        <>
          <dl className="totals">{policyLines(known.current.rules, words).map(({ rule, label, value }) => <div key={rule}><dt>{label}</dt><dd>{value}</dd></div>)}</dl>
          <p className="small quiet">{sinceWhen(known.current, words)}</p>
          {known.asked === undefined ? null : <PolicyAsked standing={known} asked={known.asked} onSaid={take} />}
          {known.may.includes("propose") ? <div className="recovery-actions"><Button onPress={() => { setSaid(undefined); setProposing(true); }}>{t("policy.change")}</Button></div> : null}
          <PolicyHistory standing={known} />
          {proposing ? <PolicyPanel standing={known} onClose={() => setProposing(false)} onSaid={take} /> : null}
        </>
      )}
    </section>
  );
}

function sinceWhen({ n, at, askedBy, confirmedBy }: PolicyStep, { t, format }: Words): string {
  if (n === 0 || at === undefined) return t("policy.current.none");
  const when = format.dayAndTime(at);
  return askedBy === undefined || confirmedBy === undefined ? t("policy.current.directory", { when }) : t("policy.current", { when, by: askedBy, second: confirmedBy });
}
