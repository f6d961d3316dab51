import { useState, type ReactElement } from "react";
import { parseAmountEntry } from "../../../shared/entry/amount-entry.ts";
import { readable } from "../../../shared/entry/readable-number.ts";
import { parseFieldEntry } from "../../../shared/pge/field-entry.ts";
import { fileFields, type FieldValue } from "../../../shared/pge/file-fields.ts";
import { faultText, fieldLabel } from "../../../shared/i18n/field-words.ts";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { commitEntry, faultField, leaveField, typeField } from "../../state/saving.ts";
import { amountText } from "./entry-text.ts";
import type { ControlProps } from "./field-control.tsx";
import { controlId } from "./control-id.ts";
import { FieldFrame } from "./field-frame.tsx";
import { useTyped } from "./use-typed.ts";

/** Several amounts in order of time, one a line. */
export function ListControl({ field, value, fault, editable }: ControlProps): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const { t, format } = words;
  const [texts, setTexts] = useTyped<readonly string[]>(field);
  const [left, setLeft] = useState(false);
  const shown = texts ?? amountsOf(value).map((amount) => amountText(amount, format));
  const lines = shown.length === 0 ? [""] : shown;
  const wrong = lines.map((line) => line.trim() !== "" && !parseAmountEntry(readable(line, format)).ok);
  const type = (next: readonly string[]): void => {
    setTexts(next);
    const typed = next.filter((line) => line.trim() !== "").map((line) => readable(line, format));
    if (typed.length === 0) return typeField(desk, field, null);
    const read = parseFieldEntry(field, typed.join("\n"));
    if (read.ok) typeField(desk, field, read.value);
    else faultField(desk, field, read.error);
  };
  const spec = fileFields[field];
  const told = left && wrong.includes(true) ? faultText("AMOUNT_FORMAT", words) : fault;
  return (
    <FieldFrame field={field} fault={told} echo={undefined} group>
      {lines.map((line, i) => (
        <div key={i} className="joined list-line">
          <input
            id={i === 0 ? controlId(field) : undefined} className="input money" inputMode="decimal" autoComplete="off" value={line} readOnly={!editable} aria-invalid={(left && wrong[i]) || undefined}
            aria-label={t("file.list.item", { label: fieldLabel(field, words), n: i + 1 })} onChange={(event) => { setLeft(false); type(lines.map((old, at) => (at === i ? event.target.value : old))); }}
            onBlur={() => { setLeft(true); leaveField(desk); }}
          />
          <span className="unit" aria-hidden="true">€</span>
          {editable && lines.length > 1 ? <button type="button" className="icon-button" aria-label={t("file.list.remove", { n: i + 1 })} onClick={() => { type(lines.filter((_, at) => at !== i)); commitEntry(desk); }}><Icon name="trash" size={14} /></button> : null}
        </div>
      ))}
      {editable && spec.kind === "cents-list" && lines.length < spec.max ? <button type="button" className="button plain short start" onClick={() => setTexts([...lines, ""])}><Icon name="plus" size={14} />{t("file.list.add")}</button> : null}
    </FieldFrame>
  );
}

const amountsOf = (value: FieldValue | undefined): readonly number[] => (Array.isArray(value) ? value.filter((item): item is number => typeof item === "number") : []);
