import type { ReactElement } from "react";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { useWords } from "../../components/words.ts";

/** Where the database itself could be read, and so compared with its witness. */
const COUNTED: readonly unknown[] = ["behind-witness", "wal-damaged", "witness-missing", "witness-damaged"];

/** A damaged database that can be read in part. */
export const isRecoverable = (error: CodedError): boolean => error.code === "G1003" && error.params?.["reason"] !== "unreadable";

/** What became of the work in a damaged database (G1003): what is missing, by name, and what is kept. */
export function RecoverableWork({ error }: { readonly error: CodedError }): ReactElement {
  const { t, format } = useWords();
  const number = (name: string): number => Number(error.params?.[name] ?? 0);
  // A range of numbers reads as one word.
  const changes = String(error.params?.["missingChanges"] ?? "").replaceAll("–", "\u2060–\u2060");
  const [savedAt, foundAt] = [number("savedAt"), number("foundAt")];
  const [saved, found] = [format.dayAndTime(savedAt), format.dayAndTime(foundAt)];
  return (
    <>
      <p>{!COUNTED.includes(error.params?.["reason"]) ? t("door.recover.missingUnknown") : changes === "" ? t("door.recover.missingNone") : t("door.recover.missing", { changes })}</p>
      {savedAt > foundAt && foundAt > 0 && saved !== found ? <p>{t("door.recover.between", { saved, found })}</p> : null}
      <p>{t("door.recover.kept")}</p>
    </>
  );
}
