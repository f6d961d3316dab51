import { useDeferredValue, useEffect, useMemo, useRef, useState, type ReactElement } from "react";
import type { FileView } from "../../../shared/bridge/file-views.ts";
import { legalDate } from "../../../shared/kernel/legal-date.ts";
import { assess } from "../../../shared/pge/assess.ts";
import { fieldsToFacts } from "../../../shared/pge/fields-to-facts.ts";
import type { FieldName } from "../../../shared/pge/file-fields.ts";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { fieldsShown } from "../../state/fields-shown.ts";
import { packName } from "../../../shared/pge/packs/packs.ts";
import { usePacks } from "../../state/packs.ts";
import { noteGuided } from "../../state/guide.ts";
import { VerdictPane } from "../verdict/verdict-pane.tsx";
import { arriveAt } from "./aim.ts";
import { CONFLICTS_TITLE } from "./conflicts-part.tsx";
import { FileForm, isNewFile } from "./file-form.tsx";
import { fileProblems, type Problem } from "./file-problems.ts";
import { answerFileRequests } from "./file-requests.ts";
import { focusField } from "./focus-field.ts";
import { SubmitDialog } from "./submit-dialog.tsx";

/** One file: its form, and beside it what the rules say of it at each key. */
export function FileScreen(): ReactElement {
  const view = useDeskState((state) => state.desk.view);
  const error = useDeskState((state) => state.desk.error);
  if (error !== undefined) return <div className="file-pane"><Note tone="stop" live><ErrorAccount error={error} /></Note></div>;
  return view === undefined ? <div className="file-pane" aria-busy="true" /> : <OpenFile view={view} />;
}

function OpenFile({ view }: { readonly view: FileView }): ReactElement {
  const desk = useDesk();
  const open = useDeskState((state) => state.desk);
  const info = useDeskState((state) => state.info);
  const businessDate = info?.businessDate ?? legalDate("2020-04-15");
  const fields = useMemo(() => fieldsShown(open), [open]);
  const grantOn = view.registration === undefined ? undefined : legalDate(view.registration.grantOn);
  const packs = usePacks();
  const pack = packs.ofLoan(view.registration?.rules, businessDate);
  const foreseen = useMemo(() => assess(fieldsToFacts(fields, businessDate), pack), [fields, businessDate, pack]);
  const assessment = useMemo(() => (grantOn === undefined ? foreseen : assess({ ...fieldsToFacts(fields, businessDate), grantOn }, pack)), [fields, businessDate, foreseen, grantOn, pack]);
  const [opened, setOpened] = useState({ file: view.file, pack });
  if (opened.file !== view.file) setOpened({ file: view.file, pack });
  const former = useMemo(() => (grantOn !== undefined || opened.file !== view.file || packName(opened.pack) === packName(pack) ? undefined : assess(fieldsToFacts(fields, businessDate), opened.pack)), [fields, businessDate, grantOn, opened, pack, view.file]);
  const problems = useMemo(
    () => (view.editable ? fileProblems({ fields, faults: open.faults, view, typed: open.typed, assessment, businessDate }) : []),
    [view, fields, open.faults, open.typed, assessment, businessDate],
  );
  // A new file is typed from its top: its first section answers the key. The others and the figures come a moment later, and wait for whoever types meanwhile.
  const isWhole = useDeferredValue(true, !isNewFile(view));
  const [tried, setTried] = useState(false);
  const [confirming, setConfirming] = useState(false);
  const summary = useRef<HTMLElement>(null);
  const canSubmit = view.editable;
  const submit = (): void => {
    if (!canSubmit || open.submitting) return;
    noteGuided(desk, "submit");
    if (view.conflicts.length > 0) return document.getElementById(CONFLICTS_TITLE)?.focus();
    if (blocking(problems, info?.rules, assessment.pack).length === 0) return setConfirming(true);
    setTried(true);
    setTimeout(() => summary.current?.focus(), 0);
  };
  const orders = useRef({ submit, problems });
  useEffect(() => {
    orders.current = { submit, problems };
  });
  useEffect(() => answerFileRequests(desk, (request) => (request === "submit" ? orders.current.submit() : focusNext(orders.current.problems))), [desk]);
  useEffect(() => arriveAt(desk, view.file), [desk, view.file]);
  return (
    <>
      <FileForm view={view} fields={fields} assessment={assessment} problems={problems} tried={tried} isWhole={isWhole} summary={summary} />
      <VerdictPane
        assessment={assessment} foreseen={grantOn === undefined ? undefined : foreseen} businessDate={businessDate} fields={fields} view={view} problems={problems}
        former={former} onSeen={() => setOpened({ file: view.file, pack })}
        isWhole={isWhole} onSubmit={canSubmit ? submit : undefined} submitting={open.submitting}
      />
      {confirming ? <SubmitDialog fields={fields} assessment={assessment} onClose={() => setConfirming(false)} /> : null}
    </>
  );
}

/** What holds the submission here. When the centre applies newer rules, only it can say no by its rules. */
function blocking(problems: readonly Problem[], centreRules: string | undefined, pack: { readonly id: string; readonly version: string }): readonly Problem[] {
  const sameRules = centreRules === undefined || centreRules === `${pack.id}@${pack.version}`;
  return problems.filter(({ kind }) => sameRules || kind !== "ruling");
}

/** The next field to complete after the one that has the focus, then from the top again. */
function focusNext(problems: readonly Problem[]): void {
  const here = document.activeElement?.closest("[class*='at-']")?.className.match(/at-(\w+)/)?.[1];
  const at = problems.findIndex(({ field }) => field === here);
  const order = [...document.querySelectorAll("[class*='at-']")].map((element) => element.className.match(/at-(\w+)/)?.[1]);
  const after = problems.filter(({ field }) => order.indexOf(field) > order.indexOf(here));
  const next: FieldName | undefined = (at >= 0 ? problems[at + 1] : after[0])?.field ?? problems[0]?.field;
  if (next !== undefined) focusField(next);
}
