import type { ReactElement, Ref } from "react";
import type { Words } from "../../../shared/i18n/texts.ts";
import { useWords } from "../../components/words.ts";
import { PassphraseField } from "./passphrase-field.tsx";
import { passphraseStrength, type Strength } from "./passphrase-strength.ts";
import { usePassphraseFault } from "./use-passphrase-fault.ts";

const steps = { short: 0, weak: 1, fair: 2, strong: 3 } as const;
export type NewPassphrase = { readonly passphrase: string; readonly again: string };

/** What keeps it from being chosen. */
export function whyNotNew({ passphrase, again }: NewPassphrase): "weak" | "differ" | undefined {
  const { kind } = passphraseStrength(passphrase);
  if (kind === "short" || kind === "weak") return "weak";
  return again === passphrase ? undefined : "differ";
}

export type NewPassphraseFieldsProps = {
  readonly label: string;
  readonly value: NewPassphrase;
  readonly onChange: (value: NewPassphrase) => void;
  /** It was tried: faults are told. */
  readonly tried: boolean;
  readonly first: Ref<HTMLInputElement>;
  readonly second: Ref<HTMLInputElement>;
};

/** A passphrase to be chosen, twice, with how hard it is to guess. */
export function NewPassphraseFields({ label, value, onChange, tried, first, second }: NewPassphraseFieldsProps): ReactElement {
  const words = useWords();
  const { t } = words;
  const strength = passphraseStrength(value.passphrase);
  const why = tried ? whyNotNew(value) : undefined;
  const refused = usePassphraseFault(value.passphrase);
  const worth = refused === undefined ? steps[strength.kind] : 0;
  const judged = refused === undefined ? strengthWord(strength, words) : t(`door.passphrase.refused.${refused}`);
  return (
    <>
      <PassphraseField
        ref={first} label={label} hint={t("door.passphrase.hint")} value={value.passphrase} onChange={(passphrase) => onChange({ ...value, passphrase })} whose="new"
        fault={refused !== undefined || why === "weak" ? judged : undefined}
      />
      <div className={`strength of-${worth}`} aria-live="polite">
        <span className="bars" aria-hidden="true"><i /><i /><i /></span>
        <span className="small quiet">{value.passphrase === "" || why === "weak" || refused !== undefined ? "" : `${t("door.passphrase.strength")}${t("frame.colon")}${judged}`}</span>
      </div>
      <PassphraseField ref={second} label={t("door.passphrase.again")} value={value.again} onChange={(again) => onChange({ ...value, again })} whose="new" fault={why === "differ" ? t("door.passphrase.differ") : undefined} />
    </>
  );
}

function strengthWord(strength: Strength, { t, count }: Words): string {
  return strength.kind === "short" ? count("door.passphrase.short", strength.left) : t(`door.passphrase.${strength.kind}`);
}
