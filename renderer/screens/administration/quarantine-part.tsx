import { useCallback, useState, type ReactElement } from "react";
import type { QuarantineEntry } from "../../../shared/bridge/quarantine-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { DecideQuarantineAnswer } from "../../../shared/sync/quarantine-messages.ts";
import { Button } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { askQuarantine } from "../../state/quarantine.ts";
import { useWhenBack } from "../../state/use-when-back.ts";
import { QuarantinePanel } from "./quarantine-panel.tsx";

type Said = { readonly decision: "accept" | "reject"; readonly answer: DecideQuarantineAnswer };

/** What waits of workstations that were sent away, each to be looked at and decided. Asked of the centre: nothing of it is kept here. */
export function QuarantinePart(): ReactElement {
  const desk = useDesk();
  const { t } = useWords();
  const [waiting, setWaiting] = useState<readonly QuarantineEntry[]>();
  const [error, setError] = useState<CodedError>();
  const [asking, setAsking] = useState(true);
  const [looked, setLooked] = useState<QuarantineEntry>();
  const [said, setSaid] = useState<Said>();
  const take = useCallback((answer: Awaited<ReturnType<typeof askQuarantine>>): void => {
    setAsking(false);
    setError(answer.ok ? undefined : answer.error);
    if (answer.ok) setWaiting(answer.value);
  }, []);
  const load = useCallback((): void => void askQuarantine(desk).then(take), [desk, take]);
  useWhenBack(load);
  return (
    <section className="recovery" aria-labelledby="quarantine-title">
      <div className="recovery-head">
        <h2 id="quarantine-title">{t("quarantine.title")}</h2>
        <Button look="plain" short held={asking} label={`${t("recovery.again")} · ${t("quarantine.title")}`} onPress={() => { setAsking(true); load(); }}>{t("recovery.again")}</Button>
      </div>
      <p className="quiet">{t("quarantine.intro")}</p>
      {error === undefined ? null : <Note tone="attend" live><ErrorAccount error={error} /><p>{t("recovery.online")}</p></Note>}
      {said === undefined ? null : <Outcome said={said} />}
      {waiting === undefined && error === undefined ? <p className="quiet">{t("recovery.asking")}</p> : null}
      {waiting?.length === 0 ? <EmptyState title={t("quarantine.none.title")} why={t("quarantine.none.why")} /> : null}
      {waiting === undefined || waiting.length === 0 ? null : (
        <ul className="quarantine-list">{waiting.map((entry) => <Line key={entry.replica} entry={entry} onLook={() => { setSaid(undefined); setLooked(entry); }} />)}</ul>
      )}
      {looked === undefined ? null : <QuarantinePanel entry={looked} onClose={() => setLooked(undefined)} onDecided={(decision, answer) => { setLooked(undefined); setSaid({ decision, answer }); load(); }} />}
    </section>
  );
}

function Line({ entry: { name, device, why, changes, since, carriers, mine }, onLook }: { readonly entry: QuarantineEntry; readonly onLook: () => void }): ReactElement {
  const { t, count, format } = useWords();
  return (
    <li className="quarantine-line">
      <div>
        <p><strong>{name}</strong> <span className="quiet">{device} · {t(`quarantine.why.${why}`)}</span></p>
        <p className="small">{count("quarantine.changes", changes)} · {t("quarantine.since", { when: format.dayAndTime(since) })}{carriers.length === 0 ? null : <> · {t("quarantine.by", { who: carriers.join(", ") })}</>}</p>
        {mine ? <p className="small attend">{t("quarantine.mine")}</p> : null}
      </div>
      <Button short label={`${t("quarantine.look")} ${name}, ${device}`} onPress={onLook}>{t("quarantine.look")}</Button>
    </li>
  );
}

function Outcome({ said: { decision, answer: { accepted, refused, skipped, unusable } } }: { readonly said: Said }): ReactElement {
  const { t, count } = useWords();
  if (decision === "reject") return <Note tone="done" live><p>{t("quarantine.saidRejected")}</p></Note>;
  const others = refused + skipped + unusable;
  return (
    <Note tone={others === 0 ? "done" : "attend"} live>
      <p>{count("quarantine.saidAccepted", accepted)}</p>
      {others === 0 ? null : <p>{count("quarantine.saidNotTaken", others)}</p>}
    </Note>
  );
}
