import { useRef, useState, type FormEvent } from "react";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { whyNotNew, type NewPassphrase, type NewPassphraseFieldsProps } from "./new-passphrase.tsx";

/** A form in which a passphrase is chosen: what its fields need, and `submit`, which takes it once it is good and twice the same, or goes to the field that is wrong. `take` answers why it was not to be. */
export function useNewPassphrase(take: (passphrase: string) => Promise<CodedError | undefined>) {
  const first = useRef<HTMLInputElement>(null);
  const second = useRef<HTMLInputElement>(null);
  const [value, setValue] = useState<NewPassphrase>({ passphrase: "", again: "" });
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CodedError>();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    const why = whyNotNew(value);
    if (why !== undefined) return (why === "weak" ? first : second).current?.focus();
    setBusy(true);
    setError(await take(value.passphrase));
    setBusy(false);
  };
  const fields: Omit<NewPassphraseFieldsProps, "label"> = { value, onChange: setValue, tried, first, second };
  return { fields, first, busy, error, submit };
}
