import { useState, type ReactElement } from "react";
import { Button } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { exportRecovery, type RecoveryReport } from "../../state/recovery.ts";
import { EndRecovery } from "./end-recovery.tsx";
import { RecoveryLists } from "./recovery-lists.tsx";
import { RecoveryTotals } from "./recovery-totals.tsx";
import { useRecovery } from "./use-recovery.ts";

/** Where the centre's recovery stands, for the bank of whoever looks; what she may say about its end; and the report, also afterwards. */
export function RecoveryPart(): ReactElement {
  const words = useWords();
  const { t, format } = words;
  const { report, askedAt, error, asking, again } = useRecovery();
  const [ending, setEnding] = useState(false);
  const [said, setSaid] = useState<"recovery.end.saidFirst" | "recovery.end.saidEnded">();
  const isKnown = report !== undefined && (report.recovering || report.events.length > 0);
  return (
    <section className="recovery" aria-labelledby="recovery-title">
      <div className="recovery-head">
        <h2 id="recovery-title">{t("recovery.title")}</h2>
        {askedAt === undefined ? null : <span className="quiet small">{t("recovery.askedAt", { time: format.time(askedAt) })}</span>}
        <Button look="plain" short held={asking} onPress={() => void again()}>{t("recovery.again")}</Button>
      </div>
      {error === undefined ? null : <Note tone="attend" live><ErrorAccount error={error} /><p>{t("recovery.online")}</p></Note>}
      {said === undefined ? null : <Note tone="done" live><p>{t(said)}</p></Note>}
      {report === undefined && error === undefined ? <p className="quiet">{t("recovery.asking")}</p> : null}
      {report !== undefined && !isKnown ? <EmptyState title={t("recovery.never.title")} why={t("recovery.never.why")} /> : null}
      {report === undefined || !isKnown ? null : (
        <>
          <Standing report={report} />
          <div className="recovery-actions">
            {report.recovering && !hasConfirmed(report) ? <Button look="main" onPress={() => setEnding(true)}>{t("recovery.end")}</Button> : null}
            <Button onPress={() => exportRecovery(report, "csv", words)}>{t("recovery.csv")}</Button>
            <Button onPress={() => exportRecovery(report, "json", words)}>{t("recovery.json")}</Button>
          </div>
          <RecoveryTotals totals={report.totals} />
          <RecoveryLists report={report} />
          {ending ? <EndRecovery report={report} onClose={() => setEnding(false)} onSaid={(ended) => { setEnding(false); setSaid(ended ? "recovery.end.saidEnded" : "recovery.end.saidFirst"); void again(); }} /> : null}
        </>
      )}
    </section>
  );
}

const hasConfirmed = ({ events }: RecoveryReport): boolean => events.some(({ kind, mine }) => kind === "confirmed" && mine);

/** Since when, and who said what of its end. */
function Standing({ report: { recovering, epoch, events } }: { readonly report: RecoveryReport }): ReactElement {
  const { t, format } = useWords();
  const when = (at: number | undefined): string => (at === undefined ? "" : format.dayAndTime(at));
  const [begun, ended] = [events.find(({ kind }) => kind === "begun"), events.findLast(({ kind }) => kind === "ended")];
  const because = begun?.because;
  const alone = because === undefined ? null : <p><strong>{t("recovery.alone", { because })}</strong></p>;
  const confirmed = events.filter(({ kind }) => kind === "confirmed");
  if (!recovering) {
    return (
      <Note tone="done">
        <p><strong>{t("recovery.ended", { when: when(ended?.at), epoch: epoch.n })}</strong></p>
        {alone}
        {confirmed.map(({ at, name }) => <p key={at}>{name === undefined ? t("recovery.endedBy.other", { when: when(at) }) : t("recovery.endedBy", { name, when: when(at) })}</p>)}
        <p>{t("recovery.late")}</p>
      </Note>
    );
  }
  const [first] = confirmed;
  return (
    <Note tone="attend">
      <p><strong>{t("recovery.since", { when: when(begun?.at), epoch: epoch.n })}</strong></p>
      {alone}
      <p>{t("recovery.meanwhile")}</p>
      {first === undefined ? null : (
        <p>{first.mine ? t("recovery.confirmed.mine", { when: when(first.at) }) : first.name === undefined ? t("recovery.confirmed.other", { when: when(first.at) }) : t("recovery.confirmed.by", { name: first.name, when: when(first.at) })}</p>
      )}
    </Note>
  );
}
