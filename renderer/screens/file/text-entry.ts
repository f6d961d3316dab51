import { useEffect } from "react";
import { readable } from "../../../shared/entry/readable-number.ts";
import { parseSiren, vatOfSiren } from "../../../shared/entry/siren.ts";
import { faultText, valueText } from "../../../shared/i18n/field-words.ts";
import type { Words } from "../../../shared/i18n/texts.ts";
import { parseFieldEntry } from "../../../shared/pge/field-entry.ts";
import { fileFields, type FieldKind, type FieldName, type FieldValue } from "../../../shared/pge/file-fields.ts";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { faultField, leaveField, typeField } from "../../state/saving.ts";
import { entryText } from "./entry-text.ts";
import type { ControlProps } from "./field-control.tsx";
import type { FieldTelling } from "./field-frame.tsx";
import { useTyped } from "./use-typed.ts";

const quantities: readonly FieldKind["kind"][] = ["cents", "count", "percent", "rate"];

export type TextEntry = {
  /** As typed since the field was entered; undefined: nothing was. */
  readonly text: string | undefined;
  readonly shown: string;
  readonly told: FieldTelling;
  readonly type: (typed: string) => void;
  readonly leave: () => void;
  /** What is typed is put aside: the field shows what is kept. */
  readonly reset: () => void;
};

/** Anything typed on one line: read at each key, saved when it can be read, told wrong once left. */
export function useTextEntry({ field, value, fault, mark }: ControlProps): TextEntry {
  const desk = useDesk();
  const words = useWords();
  const spec: FieldKind = fileFields[field];
  const [text, setText] = useTyped<string>(field);
  const [wrong, setWrong] = useTyped<string>(field);
  const parse = (typed: string): ReturnType<typeof parseFieldEntry> => parseFieldEntry(field, quantities.includes(spec.kind) ? readable(typed, words.format) : typed);
  useEffect(() => () => faultField(desk, field, undefined), [desk, field]);
  const echo = [echoOf(field, value, text, words), mark].filter((part) => part !== undefined).join(" · ");
  return {
    text,
    shown: text ?? entryText(field, value, words.format),
    told: { fault: wrong === undefined ? (text === undefined ? fault : undefined) : faultText(wrong, words), echo: echo === "" ? undefined : echo },
    type: (typed) => {
      setText(typed);
      setWrong(undefined);
      if (typed.trim() === "") {
        typeField(desk, field, null);
        return;
      }
      const read = parse(typed);
      if (read.ok) typeField(desk, field, read.value);
      else faultField(desk, field, read.error);
    },
    leave: () => {
      if (text === undefined) return leaveField(desk);
      const read = text.trim() === "" ? undefined : parse(text);
      if (read === undefined || read.ok) setText(undefined);
      else setWrong(read.error);
      leaveField(desk);
    },
    reset: () => {
      setText(undefined);
      setWrong(undefined);
      faultField(desk, field, undefined);
    },
  };
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
