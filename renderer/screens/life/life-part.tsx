import type { ReactElement } from "react";
import type { FileView } from "../../../shared/bridge/file-views.ts";
import { isEnded } from "../../../shared/bridge/row-statuses.ts";
import { faultLabel, faultText } from "../../../shared/i18n/field-words.ts";
import { stepLabel } from "../../../shared/i18n/life-words.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { dismissRefusedSteps } from "../../state/life.ts";
import { ComplementPart } from "./complement-part.tsx";
import { LifeHistory } from "./life-history.tsx";
import { LifeTrack } from "./life-track.tsx";
import { NextSteps } from "./next-steps.tsx";
import { PremiumsPart } from "./premiums-part.tsx";

/** The `id` of the part's heading. */
export const LIFE_TITLE = "life-title";

/** What happens to the loan once it has its number, or is refused: how far it is, what comes next, what was. */
export function LifePart({ view }: { readonly view: FileView }): ReactElement {
  const { t } = useWords();
  return (
    <section className="life" aria-labelledby={LIFE_TITLE}>
      <h2 id={LIFE_TITLE} tabIndex={-1}>{t("life.title")}</h2>
      {view.registration === undefined || isEnded(view.status) ? null : <LifeTrack view={view} />}
      {view.status === "declined" ? <p className="quiet small">{t("life.mediation.address", { department: "XX" })}</p> : null}
      <Returned view={view} />
      <RefusedSteps view={view} />
      <NextSteps key={view.file} view={view} />
      <PremiumsPart key={`premiums ${view.file}`} view={view} />
      <ComplementPart view={view} />
      <LifeHistory view={view} />
    </section>
  );
}

function Returned({ view }: { readonly view: FileView }): ReactElement | null {
  const { t } = useWords();
  const { returned } = view.life.now;
  return returned === undefined ? null : <Note tone="attend"><p><strong>{t("life.step.returned")}.</strong> {returned.why}</p></Note>;
}

/** The centre judged otherwise than this computer: nothing of these steps holds. */
function RefusedSteps({ view }: { readonly view: FileView }): ReactElement | null {
  const desk = useDesk();
  const words = useWords();
  const { t } = words;
  const { refused } = view.life;
  if (refused.length === 0) return null;
  return (
    <Note tone="stop" live>
      {refused.map(({ step, error }, i) => (
        <div key={`${step} ${i}`}>
          <p><strong>{t("life.refused", { step: stepLabel(step, words) })}.</strong></p>
          <ErrorAccount error={error} />
          {(error.fields ?? []).length === 0 ? null : <ul>{error.fields?.map((fault) => <li key={`${fault.field} ${fault.reason}`}>{faultLabel(fault, words)}{t("frame.colon")}{faultText(fault.reason, words)}</li>)}</ul>}
        </div>
      ))}
      <Button short onPress={() => void dismissRefusedSteps(desk, view.file)}>{t("life.seen")}</Button>
    </Note>
  );
}
