import { createContext, useContext, type ReactElement, type ReactNode } from "react";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import type { Words } from "../../shared/i18n/texts.ts";
import { CopyCode } from "./copy-code.tsx";
import { useWords } from "./words.ts";

export type Account = { readonly happened: string; readonly work: string; readonly todo: string };

/** What happened, what became of the work, what to do. */
export function accountOf(error: Pick<CodedError, "code">, { t }: Words): Account {
  return { happened: t(`${error.code}.happened`), work: t(`${error.code}.work`), todo: t(`${error.code}.todo`) };
}

/** Inside the desk: the way from a code to its help. At the door there is none. */
export const HelpOfCode = createContext<((code: CodedError["code"]) => ReactNode) | undefined>(undefined);

/** An error told whole, in place, with its code to copy and, beside it, what can be done here. */
export function ErrorAccount({ error, children }: { readonly error: CodedError; readonly children?: ReactNode }): ReactElement {
  const words = useWords();
  const helpOf = useContext(HelpOfCode);
  const { happened, work, todo } = accountOf(error, words);
  return (
    <>
      <p><strong>{happened}</strong></p>
      <p>{work} {todo}</p>
      <div className="account-end"><span><span className="quiet">{words.t("door.code")}</span> <CopyCode code={error.code} /> {helpOf?.(error.code)}</span>{children}</div>
    </>
  );
}
