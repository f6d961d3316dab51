import type { ReactElement, ReactNode } from "react";
import { choiceLabel } from "../../../shared/i18n/field-words.ts";
import { LOAN_STATUSES } from "../../../shared/pge/facts.ts";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../components/words.ts";
import { useKnownSchemes } from "../../state/packs.ts";
import type { LoanText } from "./loan-text.ts";
import { readLoan } from "./loan-text.ts";

export type LoanEntryProps = {
  readonly n: number; readonly id: string; readonly line: LoanText; readonly editable: boolean;
  readonly onChange: (line: LoanText) => void; readonly onLeave: () => void; readonly onRemove: () => void;
};

export function LoanEntry({ n, id, line, editable, onChange, onLeave, onRemove }: LoanEntryProps): ReactElement {
  const words = useWords();
  const schemes = useKnownSchemes();
  const { t, format } = words;
  const read = readLoan(line, format);
  const wrong = (part: keyof LoanText): true | undefined => (!read.ok && read.error === part && line[part].trim() !== "") || undefined;
  const text = (part: "bank" | "amount" | "grantOn" | "number", own: string): ReactNode => (
    <div className="field">
      <label htmlFor={own}>{t(`file.loans.${part}`)}</label>
      <input id={own} className={part === "amount" ? "input money" : "input"} value={line[part]} readOnly={!editable} autoComplete="off" inputMode={part === "amount" ? "decimal" : part === "grantOn" ? "numeric" : "text"} aria-invalid={wrong(part)} onChange={(event) => onChange({ ...line, [part]: event.target.value })} onBlur={onLeave} />
    </div>
  );
  return (
    <fieldset className="loan">
      <legend>{t("file.loans.one", { n })}</legend>
      {text("bank", id)}
      {text("amount", `${id}-amount`)}
      <div className="field">
        <label htmlFor={`${id}-scheme`}>{t("file.loans.scheme")}</label>
        <select id={`${id}-scheme`} className="input" value={line.scheme} disabled={!editable} onChange={(event) => onChange({ ...line, scheme: event.target.value })} onBlur={onLeave}>
          <option value="">{t("file.choose")}</option>
          {schemes.map((scheme) => <option key={scheme} value={scheme}>{choiceLabel("scheme", scheme, words)}</option>)}
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}-status`}>{t("file.loans.status")}</label>
        <select id={`${id}-status`} className="input" value={line.status} disabled={!editable} onChange={(event) => onChange({ ...line, status: event.target.value })} onBlur={onLeave}>
          {LOAN_STATUSES.map((status) => <option key={status} value={status}>{t(`choice.loanStatus.${status}`)}</option>)}
        </select>
      </div>
      {text("grantOn", `${id}-grant`)}
      {text("number", `${id}-number`)}
      {editable ? <button type="button" className="icon-button loan-remove" aria-label={t("file.loans.remove", { n })} onClick={onRemove}><Icon name="trash" size={14} /></button> : null}
    </fieldset>
  );
}
