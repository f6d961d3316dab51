import { useId, useState, type ReactElement } from "react";
import type { LegalDate } from "../../../shared/kernel/legal-date.ts";
import type { Assessment } from "../../../shared/pge/assessment.ts";
import type { Fields } from "../../../shared/pge/file-fields.ts";
import { faultText } from "../../../shared/i18n/field-words.ts";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../components/words.ts";
import { packName } from "../../../shared/pge/packs/packs.ts";
import { usePacks } from "../../state/packs.ts";
import { Moves } from "./moves.tsx";
import { assessOnRealDate } from "./real-grant.ts";

/** What another date of grant than the foreseen one would change. For looking only: nothing is saved, nothing leaves this computer. */
export function RealGrantPart({ fields, foreseen, businessDate }: { readonly fields: Fields; readonly foreseen: Assessment; readonly businessDate: LegalDate }): ReactElement {
  const words = useWords();
  const { t, format } = words;
  const packs = usePacks();
  const id = useId();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const [left, setLeft] = useState(false);
  const grant = assessOnRealDate(typed, fields, businessDate, packs.find(packName(foreseen.pack)) ?? packs.inForce(businessDate));
  const fault = left && grant.kind === "wrong" ? faultText(grant.fault, words) : undefined;
  return (
    <section className={open ? "figures real-grant open" : "figures real-grant"}>
      <button type="button" className="figure-line" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        <Icon name="chevron" size={12} />
        <span>{t("verdict.real")}</span>
      </button>
      <div id={id} className="figure-grounds" hidden={!open}>
        <p className="quiet" id={`${id}-why`}>{t("verdict.real.why", { date: format.date(foreseen.grantOn) })}</p>
        <div className="field">
          <label htmlFor={`${id}-date`}>{t("verdict.real.label")}</label>
          <input
            id={`${id}-date`} className="input" value={typed} inputMode="numeric" autoComplete="off" placeholder={t("verdict.real.example")} aria-invalid={fault !== undefined || undefined}
            aria-describedby={fault === undefined ? `${id}-why` : `${id}-why ${id}-fault`} onBlur={() => setLeft(true)}
            onChange={(event) => { setTyped(event.target.value); setLeft(false); }} onKeyDown={(event) => { if (event.key === "Enter") setLeft(true); }}
          />
          {fault === undefined ? null : <p className="fault" id={`${id}-fault`} role="alert"><Icon name="alert" size={14} />{fault}</p>}
        </div>
        <div aria-live="polite">
          {grant.kind === "assessed" ? <><p>{format.longDate(grant.real.grantOn)}</p><Moves foreseen={foreseen} real={grant.real} /></> : null}
        </div>
      </div>
    </section>
  );
}
