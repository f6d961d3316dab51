import { useState, type ReactElement } from "react";
import { faultText } from "../../../shared/i18n/field-words.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { DeclarationLayout } from "../../../shared/life/declaration-layout.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { readLayoutFile } from "../../state/policy.ts";

/** The layout of the bank's declaration file, given as a file of it; what it holds stands with the other changes below. */
export function LayoutChoice({ value, onChange }: { readonly value: DeclarationLayout | undefined; readonly onChange: (value: DeclarationLayout | undefined) => void }): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const { t } = words;
  const [error, setError] = useState<CodedError>();
  const take = async (input: HTMLInputElement): Promise<void> => {
    const text = await input.files?.[0]?.text();
    input.value = "";
    if (text === undefined) return;
    const read = await readLayoutFile(desk, text);
    setError(read.ok ? undefined : read.error);
    if (read.ok) onChange(read.value);
  };
  const leave = (): void => {
    setError(undefined);
    onChange(undefined);
  };
  return (
    <fieldset className="field">
      <legend>{t("policy.rule.declaration")}</legend>
      <p className="quiet small">{value === undefined ? t("policy.declaration.none") : t("policy.declaration.given", { columns: value.columns.map(({ title }) => title).join(", ") })}</p>
      <p className="foot start">
        <label className="button file-choice">{t("policy.declaration.choose")}<input type="file" accept=".json,application/json" onChange={(event) => void take(event.target)} /></label>
        {value === undefined ? null : <Button onPress={leave}>{t("policy.declaration.leave")}</Button>}
      </p>
      {error === undefined ? null : <Note tone="stop" live><ErrorAccount error={error} /><ul className="still-missing">{(error.fields ?? []).map(({ field, reason }) => <li key={field}><code>{field}</code>{" · "}{faultText(reason, words)}</li>)}</ul></Note>}
    </fieldset>
  );
}
