import { useEffect, useRef, useState, type ReactElement } from "react";
import type { FileView } from "../../../shared/bridge/file-views.ts";
import type { Refusal } from "../../../shared/bridge/paper-order.ts";
import { PAPERS, type PaperMade, type PaperName } from "../../../shared/bridge/paper-views.ts";
import { faultLabel } from "../../../shared/i18n/field-words.ts";
import type { Words } from "../../../shared/i18n/texts.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { KeyCap } from "../../components/key-cap.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { hasNumber, makePaper } from "../../state/papers.ts";
import { saveCopy } from "../file/save-copy.ts";
import { answerPaperRequests } from "./paper-requests.ts";
import { RefusalDialog } from "./refusal-dialog.tsx";

const TITLE = "papers-title";

type Outcome = { readonly kind: "making" } | { readonly kind: "made"; readonly made: PaperMade; readonly isSealed: boolean } | { readonly kind: "failed"; readonly error: CodedError; readonly isSealed: boolean };

/** What can be printed of the file: each is made here, and kept where the person says. */
export function PapersPart({ view }: { readonly view: FileView }): ReactElement {
  const desk = useDesk();
  const { t } = useWords();
  const [writing, setWriting] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();
  const make = async (paper: Exclude<PaperName, "refusal"> | Refusal): Promise<void> => {
    setWriting(false);
    setOutcome({ kind: "making" });
    const made = await makePaper(desk, paper);
    if (made.ok) saveCopy(made.value.name, made.value.bytes);
    const isSealed = paper === "attestation";
    setOutcome(made.ok ? { kind: "made", made: made.value, isSealed } : { kind: "failed", error: made.error, isSealed });
  };
  const order = (paper: PaperName): void => {
    if (outcome?.kind === "making") return;
    if (paper === "refusal") setWriting(true);
    else void make(paper);
  };
  const latest = useRef(order);
  useEffect(() => { latest.current = order; });
  useEffect(() => answerPaperRequests(desk, (paper) => latest.current(paper)), [desk]);
  // A word about one file is none about the next.
  const [shown, setShown] = useState(view.file);
  if (shown !== view.file) {
    setShown(view.file);
    setOutcome(undefined);
  }
  const isRegistered = hasNumber(view);
  return (
    <section className="papers" aria-labelledby={TITLE}>
      <h2 id={TITLE} tabIndex={-1}>{t("papers.title")}</h2>
      <p className="quiet small">{t("papers.why")} {t(isRegistered ? "papers.sealNote" : "papers.draftNote")}</p>
      <div className="papers-do">
        {PAPERS.filter((paper) => isRegistered || (paper !== "registration" && paper !== "attestation")).map((paper) => (
          <Button key={paper} held={outcome?.kind === "making"} onPress={() => order(paper)}>{t(`papers.make.${paper}`)}{paper === "summary" ? <KeyCap keys={["Ctrl", "P"]} /> : null}</Button>
        ))}
      </div>
      <output className="papers-said small">{outcome?.kind === "making" ? t("papers.making") : outcome?.kind === "made" ? told(outcome, t) : ""}</output>
      {outcome?.kind === "failed" ? <Failed error={outcome.error} onUnsealed={outcome.isSealed && isRegistered ? () => order("registration") : undefined} /> : null}
      {writing ? <RefusalDialog view={view} onMake={(refusal) => void make(refusal)} onClose={() => setWriting(false)} /> : null}
    </section>
  );
}

const told = ({ made: { name, pages }, isSealed }: Extract<Outcome, { readonly kind: "made" }>, t: Words["t"]): string =>
  isSealed ? t("papers.sealed", { name }) : pages === 1 ? t("papers.made.one", { name }) : t("papers.made", { name, pages });

/** `onUnsealed`: what can be had instead of a seal. */
function Failed({ error, onUnsealed }: { readonly error: CodedError; readonly onUnsealed: (() => void) | undefined }): ReactElement {
  const words = useWords();
  const { t } = words;
  const fields = error.fields ?? [];
  return (
    <Note tone="stop" live>
      <p><strong>{t("papers.notMade")}</strong></p>
      <ErrorAccount error={error} />
      {fields.length === 0 ? null : <ul>{fields.map((fault) => <li key={fault.field}>{faultLabel(fault, words)}</li>)}</ul>}
      {onUnsealed === undefined ? null : <Button onPress={onUnsealed}>{t("papers.unsealed")}</Button>}
    </Note>
  );
}
