import { useEffect, useMemo, useRef, useState, type ReactElement } from "react";
import type { FileView } from "../../../shared/bridge/file-views.ts";
import { trainingCompany } from "../../../shared/pge/training-company.ts";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { fieldsShown } from "../../state/fields-shown.ts";
import { changeGuide } from "../../state/guide.ts";
import { commitEntry, flushSaves, typeFields } from "../../state/saving.ts";
import { GUIDE_STEPS, stepsDone, type GuideStep } from "./guide-steps.ts";
import { leadToStep } from "./lead-to-step.ts";
import { RemoveGuided } from "./remove-guided.tsx";

/** Beside the real form: what to try, and what is done of it. It waits for nothing and holds nothing. */
export function GuidePanel({ view }: { readonly view: FileView }): ReactElement {
  const desk = useDesk();
  const { t } = useWords();
  const open = useDeskState((state) => state.desk);
  const seen = useDeskState((state) => state.guide);
  const heading = useRef<HTMLHeadingElement>(null);
  const fields = useMemo(() => fieldsShown(open), [open]);
  const done = useMemo(() => stepsDone(fields, open.documents?.length ?? 0, seen), [fields, open.documents, seen]);
  const last = useLastDone(done);
  useEffect(() => heading.current?.focus(), []);
  const fill = (): void => {
    typeFields(desk, trainingCompany);
    commitEntry(desk);
    void flushSaves(desk);
  };
  return (
    <aside className="guide-pane" aria-label={t("guide.title")}>
      <div className="guide-head">
        <h2 ref={heading} tabIndex={-1}>{t("guide.title")}</h2>
        <Button look="plain" short onPress={() => changeGuide(desk, { folded: true })}>{t("guide.leave")}</Button>
      </div>
      <p className="small">{t("guide.training")}</p>
      <p className="quiet small">{t("guide.progress", { done: done.size, all: GUIDE_STEPS.length })}</p>
      <ol>
        {GUIDE_STEPS.map((step) => (
          <li key={step} className={done.has(step) ? "done" : undefined} data-step={step}>
            <h3>{done.has(step) ? <Icon name="check" size={14} /> : null}{t(`guide.${step}`)} <span className="quiet small">{t(done.has(step) ? "guide.done" : "guide.todo")}</span></h3>
            <p className="small">{t(`guide.${step}.how`)}</p>
            {done.has(step) ? null : (
              <div className="foot start">
                <Button short label={`${t("guide.show")}${t("frame.colon")}${t(`guide.${step}`)}`} onPress={() => leadToStep(step, fields)}>{t("guide.show")}</Button>
                {step === "company" ? <Button short onPress={fill}>{t("guide.company.fill")}</Button> : null}
              </div>
            )}
          </li>
        ))}
      </ol>
      {done.size === GUIDE_STEPS.length ? <p><strong>{t("guide.end")}</strong></p> : null}
      <RemoveGuided view={view} />
      <output className="unseen">{last === undefined ? "" : t("guide.stepDone", { step: t(`guide.${last}`) })}</output>
    </aside>
  );
}

/** The step that was done last while the guide was looked at, for saying it. */
function useLastDone(done: ReadonlySet<GuideStep>): GuideStep | undefined {
  const before = useRef(done);
  const [last, setLast] = useState<GuideStep>();
  useEffect(() => {
    const fresh = GUIDE_STEPS.find((step) => done.has(step) && !before.current.has(step));
    before.current = done;
    if (fresh !== undefined) setLast(fresh);
  }, [done]);
  return last;
}
