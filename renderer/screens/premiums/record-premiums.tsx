import { useCallback, useId, useState, type ReactElement } from "react";
import { MOST_PREMIUMS, type PremiumLine, type PremiumsDone } from "../../../shared/bridge/premium-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { LegalDate } from "../../../shared/kernel/legal-date.ts";
import type { Result } from "../../../shared/kernel/result.ts";
import { DAY, parseDay } from "../../../shared/life/fact-entry.ts";
import { Button } from "../../components/button.tsx";
import { ScrollRegion } from "../../components/scroll-region.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { FactControl } from "../life/fact-control.tsx";
import { keyOf, PremiumRow } from "./premium-row.tsx";

type RecordPremiumsProps = { readonly lines: readonly PremiumLine[]; readonly today: LegalDate; readonly onDone: (done: Result<PremiumsDone, CodedError>) => void };

/** The list, none chosen at first: what is recorded is what a person picked, at the amount in sight and on one day. */
export function RecordPremiums({ lines, today, onDone }: RecordPremiumsProps): ReactElement {
  const desk = useDesk();
  const { t, count, format } = useWords();
  const id = useId();
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [text, setText] = useState(format.date(today));
  const [busy, setBusy] = useState(false);
  const priced = lines.flatMap((line) => (line.amount === undefined || line.amount === 0 ? [] : [{ ...line, amount: line.amount }]));
  const chosen = priced.filter((line) => picked.has(keyOf(line)));
  const read = parseDay(text, format);
  const day = read.ok ? read.value : undefined;
  const fault = read.ok ? (read.value > today ? "DATE_AFTER_BUSINESS_DATE" : undefined) : read.error;
  const pick = useCallback((line: PremiumLine, isPicked: boolean): void => setPicked((before) => {
    const next = new Set(before);
    if (isPicked) next.add(keyOf(line));
    else next.delete(keyOf(line));
    return next;
  }), []);
  const record = async (): Promise<void> => {
    if (day === undefined) return;
    setBusy(true);
    const done = await desk.attempt("premiums.record", { on: day, lines: chosen.map(({ file, year, amount }) => ({ file, year, amount })) });
    setBusy(false);
    setPicked(new Set());
    onDone(done);
  };
  return (
    <>
      <p>{count("premium.found", lines.length)}{t("frame.colon")}<strong className="figure">{format.amount(priced.reduce((sum, { amount }) => sum + amount, 0))}</strong> {lines.length < MOST_PREMIUMS ? null : <span className="quiet">{t("premium.most", { n: format.count(MOST_PREMIUMS) })}</span>}</p>
      <ScrollRegion label={t("premium.panel")} tall>
        <table className="table money premium-lines">
          <thead>
            <tr>
              <th scope="col"><input type="checkbox" aria-label={t("premium.choose.all")} checked={priced.length > 0 && chosen.length === priced.length} onChange={(event) => setPicked(new Set(event.target.checked ? priced.map(keyOf) : []))} /></th>
              <th scope="col">{t("field.legalName")}</th><th scope="col">{t("file.registered.number")}</th><th scope="col">{t("premium.year")}</th><th scope="col">{t("premium.dueOn")}</th><th scope="col">{t("premium.expected")}</th><th scope="col">{t("premium.state")}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => <PremiumRow key={keyOf(line)} line={line} isPicked={picked.has(keyOf(line))} onPick={pick} />)}
          </tbody>
        </table>
      </ScrollRegion>
      <div className="premium-asked">
        <FactControl id={`${id}-on`} name="on" label={t("premium.on")} spec={DAY} text={text} fault={fault} onType={setText} />
        <div className="foot start">
          <Button look="main" held={busy || chosen.length === 0 || fault !== undefined} onPress={() => void record()}>{busy ? t("premium.recording") : chosen.length === 0 ? t("premium.recordNone") : count("premium.recordChosen", chosen.length)}</Button>
        </div>
        <output className="quiet">{chosen.length === 0 ? "" : t("premium.chosen", { amount: format.amount(chosen.reduce((sum, { amount }) => sum + amount, 0)) })}</output>
      </div>
    </>
  );
}
