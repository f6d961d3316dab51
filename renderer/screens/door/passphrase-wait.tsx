import type { ReactElement } from "react";
import { accountOf } from "../../components/error-account.tsx";
import { useWords } from "../../components/words.ts";
import type { Words } from "../../../shared/i18n/texts.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";

export const waitOf = (error: CodedError | undefined): number => Number(error?.params?.["seconds"] ?? 0);

/** What went wrong with a passphrase, in a line, with the wait that it began: said once, whole, and never counted down aloud. */
export function passphraseFault(error: CodedError, words: Words): string {
  const { happened, todo } = accountOf(error, words);
  const seconds = waitOf(error);
  return [happened, todo, ...(seconds === 0 ? [] : [words.t("door.wait.before", { wait: words.format.wait(seconds) })])].join(" ");
}

/** Said when the wait is over, politely. */
export function WaitOver({ error, left }: { readonly error: CodedError | undefined; readonly left: number }): ReactElement {
  const { t } = useWords();
  return <output className="small quiet">{waitOf(error) > 0 && left === 0 ? t("door.wait.over") : ""}</output>;
}
