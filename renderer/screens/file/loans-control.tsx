import type { ReactElement } from "react";
import { fileFields, type FieldValue, type StoredLoan } from "../../../shared/pge/file-fields.ts";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { commitEntry, faultField, leaveField, typeField } from "../../state/saving.ts";
import type { ControlProps } from "./field-control.tsx";
import { controlId } from "./control-id.ts";
import { FieldFrame } from "./field-frame.tsx";
import { emptyLoan, loanToText, readLoan, type LoanText } from "./loan-text.ts";
import { LoanEntry } from "./loan-entry.tsx";
import { useTyped } from "./use-typed.ts";

/** Other PGE that the company already holds, at any bank. A line not yet complete stays here and is said. */
export function LoansControl({ field, value, fault, editable }: ControlProps): ReactElement {
  const desk = useDesk();
  const { t, format } = useWords();
  const [texts, setTexts] = useTyped<readonly LoanText[]>(field);
  const lines = texts ?? loansOf(value).map((loan) => loanToText(loan, format));
  const type = (next: readonly LoanText[]): void => {
    setTexts(next);
    const read = next.map((line) => readLoan(line, format));
    const whole = read.flatMap((loan) => (loan.ok ? [loan.value] : []));
    if (next.length === 0) typeField(desk, field, null);
    else if (whole.length === next.length) typeField(desk, field, whole);
    else faultField(desk, field, "LOAN_FORMAT");
  };
  const spec = fileFields[field];
  return (
    <FieldFrame field={field} fault={fault} echo={undefined} group>
      {lines.length === 0 ? <p className="quiet small">{t("file.loans.none")}</p> : null}
      {lines.map((line, i) => (
        <LoanEntry key={i} n={i + 1} id={i === 0 ? controlId(field) : `${controlId(field)}-${i}`} line={line} editable={editable} onChange={(next) => type(lines.map((old, at) => (at === i ? next : old)))} onLeave={() => leaveField(desk)} onRemove={() => { type(lines.filter((_, at) => at !== i)); commitEntry(desk); }} />
      ))}
      {editable && spec.kind === "loans" && lines.length < spec.max ? (
        <button type="button" id={lines.length === 0 ? controlId(field) : undefined} className="button short start" onClick={() => type([...lines, emptyLoan])}><Icon name="plus" size={14} />{t("file.loans.add")}</button>
      ) : null}
    </FieldFrame>
  );
}

const loansOf = (value: FieldValue | undefined): readonly StoredLoan[] => (Array.isArray(value) ? value.filter((item): item is StoredLoan => typeof item === "object") : []);
