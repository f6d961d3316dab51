import { useState, type ReactElement } from "react";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { beginSignIn } from "../../state/session-slice.ts";
import { SignInAddress } from "../door/sign-in-address.tsx";

/** The bank's session is over: one thing to do, and what came of it. Nothing that was typed is touched. */
export function SignInAgain(): ReactElement {
  const desk = useDesk();
  const { t } = useWords();
  const [url, setUrl] = useState<string>();
  const [error, setError] = useState<CodedError>();
  const begin = async (): Promise<void> => {
    const begun = await beginSignIn(desk);
    setError(begun.ok ? undefined : begun.error);
    setUrl(begun.ok ? begun.value.url : undefined);
  };
  return (
    <>
      <div className="foot start"><Button look="main" onPress={() => void begin()}>{t(url === undefined ? "sync.signIn" : "door.signIn.again")}</Button></div>
      {error === undefined ? null : <Note tone="stop" live><ErrorAccount error={error} /></Note>}
      {url === undefined ? null : <><output>{t("door.signIn.waiting")}</output><SignInAddress url={url} /></>}
    </>
  );
}
