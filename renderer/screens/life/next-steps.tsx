import { useEffect, useRef, useState, type ReactElement } from "react";
import type { Profile } from "../../../shared/bridge/session-views.ts";
import type { FileView } from "../../../shared/bridge/file-views.ts";
import { faultText } from "../../../shared/i18n/field-words.ts";
import { delegationText, stepLabel } from "../../../shared/i18n/life-words.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { StepName } from "../../../shared/life/step-specs.ts";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { peopleBeside } from "../../state/beside.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { StepForm } from "./step-form.tsx";

/** What may be recorded now. What may not yet says what it waits for; what this person may not, who may. */
export function NextSteps({ view }: { readonly view: FileView }): ReactElement | null {
  const words = useWords();
  const { t } = words;
  const desk = useDesk();
  const [open, setOpen] = useState<StepName>();
  const [people, setPeople] = useState<readonly Profile[]>([]);
  const [done, setDone] = useState<StepName>();
  const heading = useRef<HTMLHeadingElement>(null);
  const buttons = useRef<HTMLDivElement>(null);
  const { steps } = view.life;
  const isForOther = steps.some(({ whyNot }) => isPersonal(whyNot));
  useEffect(() => {
    if (isForOther) void peopleBeside(desk).then(setPeople);
  }, [desk, isForOther]);
  const close = (step: StepName, recorded: boolean): void => {
    setOpen(undefined);
    setDone(recorded ? step : undefined);
    setTimeout(() => (recorded ? heading.current : buttons.current?.querySelector<HTMLElement>(`[data-step="${step}"] button:not([aria-disabled])`))?.focus(), 0);
  };
  const ordered = [...steps.filter(({ whyNot }) => whyNot === undefined), ...steps.filter(({ whyNot }) => whyNot !== undefined)];
  // Where the usual next step is somebody else's, or waits, no other is proposed in its place.
  const usual = steps[0]?.whyNot === undefined ? steps[0]?.step : undefined;
  const isUsual = (step: StepName): boolean => step === usual && view.registration !== undefined;
  return (
    <div className="next-steps">
      <h3 ref={heading} tabIndex={-1}>{t("life.next")}</h3>
      {done === undefined ? null : <Note tone="done" live><p>{t("life.done", { step: stepLabel(done, words) })}</p></Note>}
      {steps.length === 0 ? <p className="quiet">{t("life.nothing")}</p> : null}
      <div className="step-buttons" ref={buttons}>
        {ordered.map(({ step, whyNot }) => (
          <div key={step} data-step={step} className={whyNot === undefined ? "step-choice" : "step-choice held"}>
            <Button short {...(isUsual(step) ? { look: "main" as const } : {})} {...(whyNot === undefined ? {} : { held: true, describedBy: `why-not-${step}` })} expanded={open === step} onPress={() => setOpen(open === step ? undefined : step)}>{stepLabel(step, words)}…</Button>
            {whyNot === undefined ? null : <WhyNot step={step} error={whyNot} />}
            {isPersonal(whyNot) && people.length > 0 ? <Button short look="plain" expanded={open === step} onPress={() => setOpen(open === step ? undefined : step)}>{t("life.beside")}<span className="unseen">{t("frame.colon")}{stepLabel(step, words)}</span></Button> : null}
          </div>
        ))}
      </div>
      {open === undefined ? null : <StepForm key={open} view={view} step={open} people={isPersonal(steps.find(({ step }) => step === open)?.whyNot) ? people : undefined} onDone={(recorded) => close(open, recorded)} />}
    </div>
  );
}

/** It is not for this person to do, whatever the file waits for: somebody else may, here if need be. */
const isPersonal = (whyNot: CodedError | undefined): boolean => whyNot?.code === "G2018" || whyNot?.code === "G2019";

function WhyNot({ step, error }: { readonly step: StepName; readonly error: CodedError }): ReactElement {
  const words = useWords();
  const reasons = error.code === "G2019" ? [delegationText(error, words)] : error.fields === undefined || error.fields.length === 0 ? [words.find(`${error.code}.happened`) ?? error.code] : error.fields.map(({ reason }) => faultText(reason, words));
  return <ul className="why-not quiet small" id={`why-not-${step}`}>{reasons.map((reason) => <li key={reason}><Icon name="info" size={12} /> {reason}</li>)}</ul>;
}
