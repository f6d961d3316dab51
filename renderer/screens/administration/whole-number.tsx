import type { ReactElement } from "react";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../components/words.ts";

export type Limit = { readonly min: number; readonly max: number };

/** Null: left empty on purpose. Undefined: what was typed is not a number of these limits. */
export function readLimit(typed: string, { min, max }: Limit): number | null | undefined {
  const text = typed.trim();
  if (text === "") return null;
  const value = Number(text);
  return /^\d{1,3}$/.test(text) && value >= min && value <= max ? value : undefined;
}

export function WholeNumber(props: { readonly id: string; readonly label: string; readonly hint: string; readonly limit: Limit; readonly value: string; readonly onChange: (value: string) => void }): ReactElement {
  const { t } = useWords();
  const { id, label, hint, limit, value, onChange } = props;
  const isWrong = readLimit(value, limit) === undefined;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <p className="hint" id={`${id}-hint`}>{hint}</p>
      <input id={id} className="input" inputMode="numeric" autoComplete="off" value={value} aria-describedby={isWrong ? `${id}-hint ${id}-wrong` : `${id}-hint`} aria-invalid={isWrong || undefined} onChange={(event) => onChange(event.target.value)} />
      {isWrong ? <p className="fault" id={`${id}-wrong`}><Icon name="alert" size={14} />{t("policy.number", limit)}</p> : null}
    </div>
  );
}
