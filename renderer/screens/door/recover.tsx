import { useRef, useState, type FormEvent, type ReactElement } from "react";
import type { Profile } from "../../../shared/bridge/contract.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { Button } from "../../components/button.tsx";
import { accountOf } from "../../components/error-account.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { recover } from "../../state/session-slice.ts";
import { PassphraseField } from "./passphrase-field.tsx";

/** A damaged database (G1003): what is missing, by name, and the way back to work. */
export function Recover({ profile, error }: { readonly profile: Profile; readonly error: CodedError }): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const { t } = words;
  const input = useRef<HTMLInputElement>(null);
  const [passphrase, setPassphrase] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const begin = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (passphrase === "") {
      setFault(t("door.unlock.missing"));
      return input.current?.focus();
    }
    setBusy(true);
    const failed = await recover(desk, profile.id, passphrase);
    const told = failed === undefined ? undefined : accountOf(failed, words);
    setFault(told === undefined ? undefined : `${told.happened} ${told.todo}`);
    setBusy(false);
    input.current?.focus();
  };
  return (
    <>
      <Missing error={error} />
      <form className="door-block" onSubmit={(event) => void begin(event)} noValidate>
        <p>{t("door.recover.explain")}</p>
        <PassphraseField ref={input} label={t("door.passphrase.label")} value={passphrase} onChange={setPassphrase} isNew={false} fault={fault} />
        <Button look="main" wide submit held={busy} onPress={() => undefined}>{t("door.recover.start")}</Button>
      </form>
    </>
  );
}

/** Where the database itself could be read, and so compared with its witness. */
const COUNTED: readonly unknown[] = ["behind-witness", "wal-damaged", "witness-missing", "witness-damaged"];

function Missing({ error }: { readonly error: CodedError }): ReactElement {
  const { t, format } = useWords();
  const number = (name: string): number => Number(error.params?.[name] ?? 0);
  const changes = String(error.params?.["missingChanges"] ?? "");
  const [saved, found] = [number("savedAt"), number("foundAt")];
  if (!COUNTED.includes(error.params?.["reason"])) return <p>{t("door.recover.missingUnknown")}</p>;
  return (
    <>
      <p>{changes === "" ? t("door.recover.missingNone") : t("door.recover.missing", { changes })}</p>
      {saved > found && found > 0 ? <p>{t("door.recover.between", { saved: format.dayAndTime(saved), found: format.dayAndTime(found) })}</p> : null}
    </>
  );
}
