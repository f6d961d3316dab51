import { useEffect, useRef, useState, type ReactElement } from "react";
import type { EvidenceReady } from "../../../shared/bridge/evidence-views.ts";
import type { Words } from "../../../shared/i18n/texts.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { makeEvidence, type EvidenceProgress } from "../../state/evidence.ts";
import { answerEvidenceRequests } from "./paper-requests.ts";

const TITLE = "evidence-title";

type Outcome =
  | { readonly kind: "working"; readonly progress: EvidenceProgress | undefined }
  | { readonly kind: "made"; readonly ready: EvidenceReady }
  | { readonly kind: "given-up" }
  | { readonly kind: "failed"; readonly error: CodedError };

/** One press gives everything that proves the loan, in one archive that verifies itself; it can be left and given up. Of one file: the next has one of its own. */
export function EvidencePart(): ReactElement {
  const desk = useDesk();
  const { t } = useWords();
  const [outcome, setOutcome] = useState<Outcome>();
  /** Of the one under way: another file, or another press, is told nothing of it. */
  const run = useRef(0);
  const isWorking = outcome?.kind === "working";
  const make = async (): Promise<void> => {
    if (isWorking) return;
    run.current += 1;
    const own = run.current;
    const isOwn = (): boolean => run.current === own;
    setOutcome({ kind: "working", progress: undefined });
    const made = await makeEvidence(desk, { isGivenUp: () => !isOwn(), tell: (progress) => { if (isOwn()) setOutcome({ kind: "working", progress }); } });
    if (isOwn()) setOutcome(made.ok ? (made.value === undefined ? { kind: "given-up" } : { kind: "made", ready: made.value }) : { kind: "failed", error: made.error });
  };
  const giveUp = (): void => {
    run.current += 1;
    setOutcome({ kind: "given-up" });
  };
  // What came of it is longer than the button: it must not lie under the foot of the window.
  const told = useRef<HTMLDivElement>(null);
  const end = outcome?.kind;
  useEffect(() => { if (end === "made") told.current?.scrollIntoView({ block: "nearest" }); }, [end]);
  const latest = useRef(make);
  useEffect(() => { latest.current = make; });
  useEffect(() => answerEvidenceRequests(desk, () => void latest.current()), [desk]);
  // Left for another file, or for none: what is under way is given up.
  useEffect(() => () => { run.current += 1; }, []);
  return (
    <section className="papers evidence" aria-labelledby={TITLE}>
      <h2 id={TITLE} tabIndex={-1}>{t("evidence.title")}</h2>
      <p className="quiet small">{t("evidence.why")}</p>
      <div className="papers-do">
        <Button held={isWorking} onPress={() => void make()}>{t("evidence.make")}</Button>
        {isWorking ? <Button look="plain" onPress={giveUp}>{t("evidence.giveUp")}</Button> : null}
      </div>
      <output className="papers-said small">{outcome === undefined ? "" : said(outcome, t)}</output>
      {outcome?.kind === "working" ? <Progress progress={outcome.progress} label={said(outcome, t)} /> : null}
      <div ref={told}>{outcome?.kind === "made" ? <Made ready={outcome.ready} /> : null}</div>
      {outcome?.kind === "failed" ? <Note tone="stop" live><p><strong>{t("evidence.notMade")}</strong></p><ErrorAccount error={outcome.error} /></Note> : null}
    </section>
  );
}

function Progress({ progress, label }: { readonly progress: EvidenceProgress | undefined; readonly label: string }): ReactElement {
  return progress !== undefined && "total" in progress && progress.total > 0 ? <progress value={progress.done} max={progress.total} aria-label={label} /> : <progress aria-label={label} />;
}

function said(outcome: Outcome, t: Words["t"]): string {
  switch (outcome.kind) {
    case "made": return t("evidence.made", { name: outcome.ready.name });
    case "given-up": return t("evidence.givenUp");
    case "failed": return "";
    case "working": {
      const { progress } = outcome;
      if (progress?.kind === "fetching") return t("evidence.fetching", { done: progress.done, total: progress.total });
      return t(progress?.kind === "making" ? "evidence.making" : progress?.kind === "keeping" ? "evidence.keeping" : "evidence.asking");
    }
  }
}

/** What it proves and what it doesn't, before it is handed to anybody; and the fingerprint, which is worth something only where it is kept apart. */
function Made({ ready }: { readonly ready: EvidenceReady }): ReactElement {
  const { t, count } = useWords();
  const { fromCentre, missing, verdict, fingerprints } = ready;
  return (
    <Note tone={verdict === "falsified" ? "stop" : fromCentre && missing === 0 ? "done" : "attend"}>
      <p>{t(verdict === "falsified" ? "evidence.contradicts" : fromCentre ? "evidence.fromCentre" : "evidence.fromHere")}</p>
      {missing === 0 ? null : <p>{count("evidence.missing", missing)}</p>}
      {fingerprints.length === 0 ? null : <p>{t("evidence.fingerprint")} <span className="fingerprint">{fingerprints.join(" · ")}</span></p>}
    </Note>
  );
}
