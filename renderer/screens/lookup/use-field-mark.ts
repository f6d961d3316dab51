import type { FieldName, FieldValue } from "../../../shared/pge/file-fields.ts";
import { useWords } from "../../components/words.ts";
import { useDeskState } from "../../state/desk-context.tsx";
import { dayOf } from "./day-of.ts";

/** Where the value shown was taken from and when, in words; undefined once it is another value. */
export function useFieldMark(field: FieldName, value: FieldValue | undefined): string | undefined {
  const { t, format } = useWords();
  const mark = useDeskState((state) => state.desk.lookup?.marks.find((one) => one.field === field));
  if (mark === undefined || JSON.stringify(mark.value) !== JSON.stringify(value)) return undefined;
  return t(`lookup.mark.${mark.source}`, { date: format.date(dayOf(mark.at)) });
}
