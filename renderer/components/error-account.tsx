import type { ReactElement } from "react";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import type { Words } from "../../shared/i18n/texts.ts";
import { CopyCode } from "./copy-code.tsx";
import { useWords } from "./words.ts";

export type Account = { readonly happened: string; readonly work: string; readonly todo: string };

/** What happened, what became of the work, what to do. */
export function accountOf(error: Pick<CodedError, "code">, { t }: Words): Account {
  return { happened: t(`${error.code}.happened`), work: t(`${error.code}.work`), todo: t(`${error.code}.todo`) };
}

/** An error told whole, in place, with its code to copy. */
export function ErrorAccount({ error }: { readonly error: CodedError }): ReactElement {
  const words = useWords();
  const { happened, work, todo } = accountOf(error, words);
  return (
    <>
      <p><strong>{happened}</strong></p>
      <p>{work} {todo}</p>
      <p><span className="quiet">{words.t("door.code")}</span> <CopyCode code={error.code} /></p>
    </>
  );
}
