import { useEffect, type ReactElement } from "react";
import { readable } from "../../../shared/entry/readable-number.ts";
import { parseSiren, vatOfSiren } from "../../../shared/entry/siren.ts";
import type { Words } from "../../../shared/i18n/texts.ts";
import { parseFieldEntry } from "../../../shared/pge/field-entry.ts";
import { fileFields, type FieldKind, type FieldName, type FieldValue } from "../../../shared/pge/file-fields.ts";
import { fieldHint } from "../../components/field-words.ts";
import { faultText, valueText } from "../../../shared/i18n/field-words.ts";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { faultField, leaveField, typeField } from "../../state/saving.ts";
import { entryText } from "./entry-text.ts";
import type { ControlProps } from "./field-control.tsx";
import { controlId } from "./control-id.ts";
import { describedBy, FieldFrame } from "./field-frame.tsx";
import { useTyped } from "./use-typed.ts";

const numeric: readonly FieldKind["kind"][] = ["siren", "siret", "legal-form", "postal-code", "count", "percent", "date"];
const quantities: readonly FieldKind["kind"][] = ["cents", "count", "percent", "rate"];
const units: { readonly [K in FieldKind["kind"]]?: string } = { cents: "€", percent: "%", rate: "%" };

/** Anything typed on one line: read at each key, saved when it can be read, told wrong once left. */
export function TextControl({ field, value, fault, editable }: ControlProps): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const spec: FieldKind & { readonly required: boolean } = fileFields[field];
  const [text, setText] = useTyped<string>(field);
  const [wrong, setWrong] = useTyped<string>(field);
  const shown = text ?? entryText(field, value, words.format);
  const parse = (typed: string): ReturnType<typeof parseFieldEntry> => parseFieldEntry(field, quantities.includes(spec.kind) ? readable(typed, words.format) : typed);
  const type = (typed: string): void => {
    setText(typed);
    setWrong(undefined);
    if (typed.trim() === "") {
      typeField(desk, field, null);
      return;
    }
    const read = parse(typed);
    if (read.ok) typeField(desk, field, read.value);
    else faultField(desk, field, read.error);
  };
  const leave = (): void => {
    if (text === undefined) return leaveField(desk);
    const read = text.trim() === "" ? undefined : parse(text);
    if (read === undefined || read.ok) setText(undefined);
    else setWrong(read.error);
    leaveField(desk);
  };
  useEffect(() => () => faultField(desk, field, undefined), [desk, field]);
  const told = { fault: wrong === undefined ? (text === undefined ? fault : undefined) : faultText(wrong, words), echo: echoOf(field, value, text, words) };
  const unit = units[spec.kind];
  const input = (
    <input
      id={controlId(field)} className={spec.kind === "cents" ? "input money" : "input"} value={shown} readOnly={!editable} required={spec.required} autoComplete="off"
      spellCheck={spec.kind === "text"} inputMode={numeric.includes(spec.kind) ? "numeric" : spec.kind === "cents" || spec.kind === "rate" ? "decimal" : spec.kind === "phone" ? "tel" : spec.kind === "email" ? "email" : "text"}
      maxLength={spec.kind === "text" ? spec.max : 80} aria-invalid={told.fault !== undefined || undefined} aria-describedby={describedBy(field, fieldHint(field, words) !== undefined, told)}
      onChange={(event) => type(event.target.value)} onBlur={leave}
    />
  );
  return <FieldFrame field={field} {...told}>{unit === undefined ? input : <div className="joined">{input}<span className="unit" aria-hidden="true">{unit}</span></div>}</FieldFrame>;
}

/** What Guichet understood, where the typed form may hide it. */
function echoOf(field: FieldName, value: FieldValue | undefined, text: string | undefined, words: Words): string | undefined {
  if (value === undefined) return undefined;
  const { kind } = fileFields[field];
  if (kind === "siren" && typeof value === "string") {
    const siren = parseSiren(value);
    return siren.ok ? `${words.t("file.vat")} ${vatOfSiren(siren.value)}` : undefined;
  }
  if (kind === "date" && typeof value === "string") return words.format.longDate(value);
  return kind === "cents" && text !== undefined ? words.t("file.read", { value: valueText(field, value, words) }) : undefined;
}
