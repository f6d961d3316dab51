import { useState, type ReactElement } from "react";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { Button } from "../../components/button.tsx";
import { CopyCode } from "../../components/copy-code.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { beginSignIn } from "../../state/session-slice.ts";
import { DemoAccounts } from "./demo-accounts.tsx";
import { DoorFrame } from "./door-frame.tsx";

/** Nobody is signed in: the bank's own page, or one of the demonstration's people. */
export function SignIn({ onBack }: { readonly onBack?: () => void }): ReactElement {
  const desk = useDesk();
  const { t } = useWords();
  const [url, setUrl] = useState<string>();
  const [error, setError] = useState<CodedError>();
  const demonstration = useDeskState((state) => state.info?.demonstration ?? false);
  const begin = async (): Promise<void> => {
    const begun = await beginSignIn(desk);
    setError(begun.ok ? undefined : begun.error);
    setUrl(begun.ok ? begun.value.url : undefined);
  };
  return (
    <DoorFrame title={t("door.signIn.title")} wide={demonstration}>
      {error === undefined ? null : <Note tone="stop" live><ErrorAccount error={error} /></Note>}
      {demonstration ? <DemoAccounts onError={setError} /> : null}
      <section className={demonstration ? "door-other" : "door-block"}>
        <p className="quiet">{t("door.signIn.why")}</p>
        <Button wide={!demonstration} {...(demonstration ? {} : { look: "main" as const })} onPress={() => void begin()}>{t(url !== undefined ? "door.signIn.again" : "door.signIn.bank")}</Button>
        {url === undefined ? null : <output>{t("door.signIn.waiting")}</output>}
      </section>
      {url === undefined ? null : <SignInAddress url={url} />}
      {onBack === undefined ? null : <p><Button look="plain" onPress={onBack}>{t("frame.back")}</Button></p>}
    </DoorFrame>
  );
}

/** Where no browser could be opened: the same page, by hand. Electron's window opens no other address than its own, so there it is text. */
function SignInAddress({ url }: { readonly url: string }): ReactElement {
  const { t } = useWords();
  const isInBrowser = useDeskState((state) => state.info?.host !== "electron");
  return (
    <section className="sign-in-address" aria-label={t("door.signIn.address")}>
      <p className="quiet small">{t("door.signIn.address")}</p>
      {isInBrowser ? <p><a href={url} target="_blank" rel="noreferrer">{t("door.signIn.follow")}</a></p> : null}
      <CopyCode code={url} />
    </section>
  );
}
