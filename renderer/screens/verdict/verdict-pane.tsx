import { useEffect, useState, type ReactElement } from "react";
import type { FileView } from "../../../shared/bridge/file-views.ts";
import type { LegalDate } from "../../../shared/kernel/legal-date.ts";
import type { Assessment } from "../../../shared/pge/assessment.ts";
import type { Fields } from "../../../shared/pge/file-fields.ts";
import { Button } from "../../components/button.tsx";
import { KeyCap } from "../../components/key-cap.tsx";
import { useRefreshedRules } from "../../state/refreshed-rules.ts";
import { useWords } from "../../components/words.ts";
import type { Problem } from "../file/file-problems.ts";
import { CeilingBar } from "./ceiling-bar.tsx";
import { Figures } from "./figures.tsx";
import { MovedFigures } from "./moves.tsx";
import { nextStep } from "./next-step.ts";
import { RealGrantPart } from "./real-grant-part.tsx";
import { RulesMoved } from "./rules-moved.tsx";
import { SchedulePart } from "./schedule-part.tsx";
import { VerdictHead } from "./verdict-head.tsx";
import { Grounds } from "./grounds.tsx";

export type VerdictPaneProps = {
  readonly assessment: Assessment;
  /** On a registered file: the assessment on the date that was foreseen. */
  readonly foreseen: Assessment | undefined;
  /** By the rules under which the file was opened, where others came since; `onSeen`: she read what that moves. */
  readonly former: Assessment | undefined; readonly onSeen: () => void;
  readonly businessDate: LegalDate;
  readonly fields: Fields; readonly view: FileView; readonly problems: readonly Problem[];
  /** False for the first moment of a new file: figures that nobody reads yet. */
  readonly isWhole: boolean;
  /** Absent where there is nothing to submit. */
  readonly onSubmit: (() => void) | undefined;
  readonly submitting: boolean;
};

/** What the rules say, in sight while typing. On a narrow window it is a bar at the foot that opens. */
export function VerdictPane({ assessment, foreseen, former, onSeen, businessDate, fields, view, problems, isWhole, onSubmit, submitting }: VerdictPaneProps): ReactElement {
  const { t, format } = useWords();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (!open) return undefined;
    const escape = (event: KeyboardEvent): void => { if (event.key === "Escape" && document.querySelector("dialog[open]") === null) setOpen(false); };
    window.addEventListener("keydown", escape);
    return () => window.removeEventListener("keydown", escape);
  }, [open]);
  const refreshed = useRefreshedRules();
  const foreseenTyped = fields.foreseenGrantOn !== undefined;
  const date = format.date(assessment.grantOn);
  return (
    <aside className={open ? "verdict-pane open" : "verdict-pane"} aria-label={t("verdict.title")}>
      <div className="verdict-top">
        <VerdictHead assessment={assessment} fields={fields} />
        <Button short look="plain" expanded={open} onPress={() => setOpen(!open)}>{t(open ? "verdict.fold" : "verdict.open")}</Button>
      </div>
      <div className="verdict-body">
        <p className="quiet small">{t(view.registration !== undefined ? "verdict.atReal" : foreseenTyped ? "verdict.at" : "verdict.atUnknown", { date })}</p>
        {refreshed === undefined ? null : <p className="quiet small">{t("verdict.estimate", refreshed)}</p>}
        {former === undefined ? null : <RulesMoved former={former} assessment={assessment} onSeen={onSeen} />}
        {isWhole ? (
          <>
            <CeilingBar assessment={assessment} amount={typeof fields.amount === "number" ? fields.amount : undefined} />
            <Figures assessment={assessment} registered={view.registration !== undefined} />
            {foreseen === undefined ? null : <MovedFigures foreseen={foreseen} real={assessment} />}
            {view.registration === undefined ? <RealGrantPart key={view.file} fields={fields} foreseen={assessment} businessDate={businessDate} /> : null}
            <SchedulePart assessment={assessment} />
            <Grounds assessment={assessment} />
          </>
        ) : null}
      </div>
      {onSubmit === undefined ? null : (
        <div className="verdict-foot">
          <Button look="main" wide held={submitting} onPress={onSubmit}>
            {t(submitting ? "file.submit.sending" : nextStep(view.conflicts, problems))} <KeyCap keys={["Ctrl", "⏎"]} />
          </Button>
        </div>
      )}
    </aside>
  );
}
