import { useId, useState, type ReactElement } from "react";
import type { PremiumsDone } from "../../../shared/bridge/premium-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { LegalDate } from "../../../shared/kernel/legal-date.ts";
import { DAY, parseDay } from "../../../shared/life/fact-entry.ts";
import { Button } from "../../components/button.tsx";
import { accountOf, ErrorAccount } from "../../components/error-account.tsx";
import { Floating } from "../../components/floating.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { exportPremiums, usePremiums, usePremiumsDue } from "../../state/premiums.ts";
import { FactControl } from "../life/fact-control.tsx";
import { RecordPremiums } from "./record-premiums.tsx";

type Told = { readonly kind: "done"; readonly done: PremiumsDone } | { readonly kind: "exported"; readonly name: string } | { readonly kind: "failed"; readonly error: CodedError };

/** Premiums due between two days: taken out as a table, and recorded as taken, many at once. At first those due today, from the oldest on. */
export function PremiumsPanel({ onClose }: { readonly onClose: () => void }): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const { t, format } = words;
  const id = useId();
  const today = useDeskState((state) => state.info?.businessDate);
  const due = usePremiumsDue(today);
  const [typed, setTyped] = useState<{ readonly from?: string; readonly until?: string }>({});
  const [told, setTold] = useState<Told>();
  const shown = (day: string | undefined): string => (day === undefined ? "" : format.date(day));
  const read = { from: readDay(typed.from ?? shown(due?.since ?? today)), until: readDay(typed.until ?? shown(today)) };
  // Asked once the first day is known, and not for today meanwhile.
  const asked = due === undefined || read.from.day === undefined || read.until.day === undefined ? undefined : { from: read.from.day, until: read.until.day };
  const lines = usePremiums(asked);
  const takeOut = async (): Promise<void> => {
    if (asked === undefined) return;
    const kept = await exportPremiums(desk, asked);
    setTold(kept.ok ? { kind: "exported", name: kept.value.name } : { kind: "failed", error: kept.error });
  };
  function readDay(text: string): { readonly text: string; readonly day: LegalDate | undefined; readonly fault: string | undefined } {
    const day = parseDay(text, format);
    return day.ok ? { text, day: day.value, fault: undefined } : { text, day: undefined, fault: day.error };
  }
  return (
    <Floating title={t("premium.panel")} onClose={onClose} look="wide">
      <p className="quiet">{t("premium.panel.why")}</p>
      {due === undefined ? null : (
        <div className="premium-asked">
          {(["from", "until"] as const).map((name) => (
            <FactControl key={name} id={`${id}-${name}`} name={name} label={t(`premium.${name}`)} spec={DAY} text={read[name].text} fault={read[name].fault} onType={(text) => { setTyped({ ...typed, [name]: text }); setTold(undefined); }} />
          ))}
          <div className="foot start"><Button held={asked === undefined || lines === undefined || lines.length === 0} onPress={() => void takeOut()}>{t("premium.export")}</Button></div>
        </div>
      )}
      {told === undefined ? null : <Outcome told={told} />}
      {lines === undefined || today === undefined ? null : lines.length === 0 ? <p>{t("premium.none")}</p> : <RecordPremiums lines={lines} today={today} onDone={(done) => setTold(done.ok ? { kind: "done", done: done.value } : { kind: "failed", error: done.error })} />}
    </Floating>
  );
}

function Outcome({ told }: { readonly told: Told }): ReactElement {
  const words = useWords();
  const { t, count } = words;
  if (told.kind === "failed") return <Note tone="stop" live><ErrorAccount error={told.error} /></Note>;
  if (told.kind === "exported") return <Note tone="done" live><p>{t("premium.exported", { name: told.name })}</p></Note>;
  const { recorded, refused } = told.done;
  return (
    <>
      <Note tone="done" live><p>{count("premium.done", recorded)}</p></Note>
      {refused.length === 0 ? null : (
        <Note tone="attend" live>
          <p>{count("premium.refused", refused.length)}</p>
          <ul>{refused.map(({ file, name, year, error }) => <li key={`${file} ${year}`}>{t("premium.refused.line", { name, year })}{t("frame.colon")}{accountOf(error, words).happened} <span className="quiet">{error.code}</span></li>)}</ul>
        </Note>
      )}
    </>
  );
}
