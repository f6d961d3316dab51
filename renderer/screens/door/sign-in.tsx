import { useState, type ReactElement } from "react";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useLate } from "../../components/use-late.ts";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { beginSignIn } from "../../state/session-slice.ts";
import { DemoAccounts } from "./demo-accounts.tsx";
import { DoorFrame } from "./door-frame.tsx";
import { SignInAddress } from "./sign-in-address.tsx";

/** A centre that answers does so well before. */
const PATIENCE_MS = 1_500;

/** Nobody is signed in: the bank's own page, or one of the demonstration's people. Until the centre has said which, there is nothing to press. */
export function SignIn({ onBack, erased = false }: { readonly onBack?: () => void; readonly erased?: boolean }): ReactElement {
  const desk = useDesk();
  const { t } = useWords();
  const [url, setUrl] = useState<string>();
  const [error, setError] = useState<CodedError>();
  const demonstration = useDeskState((state) => state.info?.demonstration ?? false);
  const known = useDeskState((state) => state.info?.centre !== undefined);
  const silent = useLate(!known, PATIENCE_MS);
  const begin = async (): Promise<void> => {
    const begun = await beginSignIn(desk);
    setError(begun.ok ? undefined : begun.error);
    setUrl(begun.ok ? begun.value.url : undefined);
  };
  return (
    <DoorFrame title={t("door.signIn.title")} wide={demonstration} arrives={onBack !== undefined}>
      {erased ? <Note tone="plain" live><p>{t("devices.erased")}</p></Note> : null}
      {silent ? <Away words="door.signIn.away.wait" /> : null}
      {error === undefined ? null : error.code === "G5004" ? <Away words="door.signIn.away.again" /> : <Note tone="stop" live><ErrorAccount error={error} /></Note>}
      {demonstration ? <DemoAccounts onError={setError} /> : null}
      {!known ? null : (
        <section className={demonstration ? "door-other" : "door-block"}>
          <p className="quiet">{t("door.signIn.why")}</p>
          <Button wide={!demonstration} {...(demonstration ? {} : { look: "main" as const })} onPress={() => void begin()}>{t(url !== undefined ? "door.signIn.again" : "door.signIn.bank")}</Button>
          {url === undefined ? null : <output>{t("door.signIn.waiting")}</output>}
        </section>
      )}
      {url === undefined ? null : <SignInAddress url={url} />}
      {onBack === undefined ? null : <p><Button look="plain" onPress={onBack}>{t("frame.back")}</Button></p>}
    </DoorFrame>
  );
}

/** Here nothing was typed yet: what the catalogue says of work that waits for the centre would be out of place. */
function Away({ words }: { readonly words: "door.signIn.away.wait" | "door.signIn.away.again" }): ReactElement {
  const { t } = useWords();
  return <Note tone="attend" live><p><strong>{t("door.signIn.away")}</strong></p><p>{t(words)} <span className="quiet">G5004</span></p></Note>;
}
