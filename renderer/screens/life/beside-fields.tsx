import type { ReactElement } from "react";
import { faultText } from "../../../shared/i18n/field-words.ts";
import type { Profile } from "../../../shared/bridge/session-views.ts";
import { useWords } from "../../components/words.ts";
import { PassphraseField } from "../door/passphrase-field.tsx";
import { PersonChoice } from "../frame/person-choice.tsx";

export type Besides = { readonly profile: string; readonly passphrase: string };

/** The colleague's turn at this keyboard: who she is, and what only she knows. */
export function BesideFields({ id, people, value, missing, onChange }: { readonly id: string; readonly people: readonly Profile[]; readonly value: Besides; readonly missing: boolean; readonly onChange: (value: Besides) => void }): ReactElement {
  const words = useWords();
  const { t } = words;
  const fault = (text: string): string | undefined => (missing && text === "" ? faultText("REQUIRED", words) : undefined);
  return (
    <>
      <p className="quiet small">{t("life.beside.why")}</p>
      <div className="step-fields">
        <PersonChoice
          id={`${id}-profile`} label={t("life.beside.who")} people={people.map(({ id: user, name, branch }) => ({ user, name: `${name}, ${branch}` }))} value={value.profile}
          fault={missing && value.profile === "" ? "REQUIRED" : undefined} onChoose={(profile) => onChange({ ...value, profile })}
        />
        <PassphraseField label={t("life.beside.passphrase")} value={value.passphrase} whose="guest" fault={fault(value.passphrase)} onChange={(passphrase) => onChange({ ...value, passphrase })} />
      </div>
    </>
  );
}
