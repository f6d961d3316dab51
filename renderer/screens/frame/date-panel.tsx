import { useId, useState, type FormEvent, type ReactElement } from "react";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { parseDateEntry } from "../../../shared/entry/date-entry.ts";
import { DEMONSTRATION_DATES, isDemonstrationDate } from "../../../shared/pge/demonstration-dates.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { faultText } from "../../../shared/i18n/field-words.ts";
import { Floating } from "../../components/floating.tsx";
import { Icon } from "../../components/icon.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { setBusinessDate } from "../../state/settings-slice.ts";

/** Moves the demonstration to another day, for this workstation and for the centre. */
export function DatePanel({ onClose }: { readonly onClose: () => void }): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const { t, format } = words;
  const id = useId();
  const now = useDeskState((state) => state.info?.businessDate ?? "");
  const [text, setText] = useState(format.date(now));
  const [fault, setFault] = useState<string>();
  const [error, setError] = useState<CodedError>();
  const range = { first: format.date(DEMONSTRATION_DATES.first), last: format.date(DEMONSTRATION_DATES.last) };
  const apply = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const read = parseDateEntry(text);
    if (!read.ok) return setFault(faultText(read.error.type === "NoSuchDay" ? "DATE_NO_SUCH_DAY" : "DATE_FORMAT", words));
    if (!isDemonstrationDate(read.value)) return setFault(t("fault.BUSINESS_DATE_RANGE", range));
    setFault(undefined);
    const failed = await setBusinessDate(desk, read.value);
    setError(failed);
    if (failed === undefined) onClose();
  };
  return (
    <Floating title={t("frame.demo.change")} onClose={onClose}>
      <p className="quiet">{t("frame.demo.why")}</p>
      <form className="door-block" onSubmit={(event) => void apply(event)} noValidate>
        <div className="field">
          <label htmlFor={id}>{t("frame.demo.newDate")}</label>
          <input id={id} className="input" value={text} inputMode="numeric" autoComplete="off" aria-invalid={fault !== undefined || undefined} aria-describedby={fault === undefined ? undefined : `${id}-fault`} onChange={(event) => setText(event.target.value)} />
          {fault === undefined ? null : <p className="fault" id={`${id}-fault`} role="alert"><Icon name="alert" size={14} />{fault}</p>}
        </div>
        {error === undefined ? null : <Note tone="stop" live><ErrorAccount error={error} /></Note>}
        <div className="foot">
          <Button onPress={onClose}>{t("frame.cancel")}</Button>
          <Button look="main" submit onPress={() => undefined}>{t("frame.demo.apply")}</Button>
        </div>
      </form>
    </Floating>
  );
}
