import { useRef, useState, type ReactElement } from "react";
import type { FileView } from "../../../shared/bridge/file-views.ts";
import { PREMIUM_GROUNDS, LATE_AFTER_DAYS, type PremiumYear } from "../../../shared/life/premium-years.ts";
import { Button } from "../../components/button.tsx";
import { ScrollRegion } from "../../components/scroll-region.tsx";
import { useWords } from "../../components/words.ts";
import { StepForm } from "./step-form.tsx";

/** The guarantee premium of each year, what it rests on, and the way to record the next one as taken. Nothing before the money left. */
export function PremiumsPart({ view }: { readonly view: FileView }): ReactElement | null {
  const { t, format } = useWords();
  const [open, setOpen] = useState<number>();
  const heading = useRef<HTMLHeadingElement>(null);
  const { premiums, steps } = view.life;
  if (premiums.length === 0) return null;
  const mayRecord = steps.some(({ step, whyNot }) => step === "premium-paid" && whyNot === undefined);
  const next = premiums.find(({ state }) => state !== "paid")?.year;
  const close = (): void => {
    setOpen(undefined);
    setTimeout(() => heading.current?.focus(), 0);
  };
  return (
    <div className="premiums">
      <h3 ref={heading} tabIndex={-1}>{t("premium.title")}</h3>
      <ScrollRegion label={t("premium.title")}>
        <table className="table money">
          <thead>
            <tr>
              <th scope="col">{t("premium.year")}</th><th scope="col">{t("premium.dueOn")}</th><th scope="col">{t("premium.expected")}</th><th scope="col">{t("premium.paid")}</th><th scope="col">{t("premium.state")}</th>
            </tr>
          </thead>
          <tbody>
            {premiums.map((row) => (
              <tr key={row.year}>
                <th scope="row">{row.year}</th><td>{format.date(row.dueOn)}</td><td>{row.expected === undefined ? "" : format.amount(row.expected)}</td><td><Taken row={row} /></td>
                <td>
                  <span className={`premium-${row.state}`}>{t(`premium.state.${row.state}`)}</span>{" "}
                  {mayRecord && (row.state === "due" || row.state === "late" || row.year === next) ? <Button short label={t("premium.record.year", { year: row.year })} expanded={open === row.year} onPress={() => setOpen(open === row.year ? undefined : row.year)}>{t("premium.record")}</Button> : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {open === undefined ? null : <StepForm key={open} view={view} step="premium-paid" year={open} onDone={close} />}
      <Grounds premiums={premiums} />
    </div>
  );
}

/** What was taken and when, and by how much it is not what is computed. */
function Taken({ row: { paid, difference } }: { readonly row: PremiumYear }): ReactElement | null {
  const { t, format } = useWords();
  if (paid === undefined) return null;
  const apart = difference === undefined || difference === 0 ? "" : t("premium.difference", { amount: `${difference > 0 ? "+" : ""}${format.amount(difference)}` });
  return <>{t("premium.taken", { amount: format.amount(paid.amount), date: format.date(paid.on) })}{apart === "" ? null : <><br /><span className="quiet">{apart}</span></>}</>;
}

/** What the days and amounts rest on, an assumption never without its name. */
function Grounds({ premiums }: { readonly premiums: readonly PremiumYear[] }): ReactElement {
  const { t } = useWords();
  return (
    <ul className="quiet small premium-grounds" aria-label={t("premium.basis")}>
      {PREMIUM_GROUNDS.map((ground) => {
        const years = premiums.filter(({ grounds }) => grounds.includes(ground)).map(({ year }) => year);
        return years.length === 0 ? null : <li key={ground}><strong>{t(years.length === 1 ? "premium.grounds.one" : "premium.grounds.several", { years: years.join(", ") })}{t("frame.colon")}</strong>{t(`premium.ground.${ground}`)}</li>;
      })}
      <li>{t("premium.late.why", { days: LATE_AFTER_DAYS })}</li>
    </ul>
  );
}
