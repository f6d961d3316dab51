import { useId, useState, type ReactElement, type Ref } from "react";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../components/words.ts";

const PURPOSES = { own: "current-password", new: "new-password", guest: "off" } as const;

export type PassphraseFieldProps = {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly fault?: string | undefined;
  /** `guest`: of somebody whose window this is not; the browser of its owner is not to offer to keep it. */
  readonly whose: keyof typeof PURPOSES;
  readonly ref?: Ref<HTMLInputElement>;
};

/** A secret that can be shown, so that nobody types it blind twice. */
export function PassphraseField({ label, hint, value, onChange, fault, whose, ref }: PassphraseFieldProps): ReactElement {
  const { t } = useWords();
  const id = useId();
  const [shown, setShown] = useState(false);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint === undefined ? null : <p className="hint" id={`${id}-hint`}>{hint}</p>}
      <div className="joined">
        <input
          id={id} ref={ref} className="input" type={shown ? "text" : "password"} value={value} autoComplete={PURPOSES[whose]} spellCheck={false} autoCapitalize="off"
          required aria-invalid={fault !== undefined || undefined} onChange={(event) => onChange(event.target.value)}
          aria-describedby={[hint === undefined ? "" : `${id}-hint`, fault === undefined ? "" : `${id}-fault`].join(" ").trim() || undefined}
        />
        <button type="button" className="unit" aria-pressed={shown} onClick={() => setShown(!shown)}>{t(shown ? "door.passphrase.hide" : "door.passphrase.show")}</button>
      </div>
      {fault === undefined ? null : <p className="fault" id={`${id}-fault`} role="alert"><Icon name="alert" size={14} />{fault}</p>}
    </div>
  );
}
