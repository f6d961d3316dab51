import type { ReactElement, ReactNode } from "react";
import type { Profile } from "../../../shared/bridge/session-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { Button } from "../../components/button.tsx";
import { CopyCode } from "../../components/copy-code.tsx";
import { accountOf } from "../../components/error-account.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { recover } from "../../state/session-slice.ts";
import { DoorFrame } from "./door-frame.tsx";
import { PassphraseForm } from "./passphrase-form.tsx";
import { isRecoverable, RecoverableWork } from "./recoverable-work.tsx";

/** Nothing can go on here: what happened, what became of the work, what to do, and a code to copy. */
export function StopScreen(props: { readonly title: string; readonly happened: string; readonly work: ReactNode; readonly todo: string; readonly children?: ReactNode }): ReactElement {
  const { t } = useWords();
  return (
    <DoorFrame title={props.title} arrives>
      <div role="alert">
        <dl className="stop-account">
          <div><dt>{t("door.blocked.happened")}</dt><dd>{props.happened}</dd></div>
          <div><dt>{t("door.blocked.work")}</dt><dd>{props.work}</dd></div>
          <div><dt>{t("door.blocked.todo")}</dt><dd>{props.todo}</dd></div>
        </dl>
      </div>
      {props.children}
    </DoorFrame>
  );
}

/** A profile that does not open. Where its database can be read in part, the way back to work comes first. */
export function Blocked({ profile, error, onAgain }: { readonly profile: Profile; readonly error: CodedError; readonly onAgain: () => void }): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const { t } = words;
  const { happened, work, todo } = accountOf(error, words);
  const recoverable = isRecoverable(error);
  return (
    <StopScreen title={t("door.blocked.title")} happened={happened} work={recoverable ? <RecoverableWork error={error} /> : work} todo={recoverable ? t("door.recover.todo") : todo}>
      {recoverable
        ? <PassphraseForm profile={profile} action={t("door.recover.start")} running={t("door.recover.running")} onPassphrase={(passphrase) => recover(desk, profile.id, passphrase)} />
        : <p className="quiet">{profile.name} · {profile.bank} · {profile.branch}</p>}
      <div className="door-end">
        <p><span className="quiet">{t("door.code")}</span> <CopyCode code={error.code} /></p>
        <Button short={recoverable} onPress={onAgain}>{t("door.blocked.again")}</Button>
      </div>
    </StopScreen>
  );
}

/** The page lost its address, or the program behind it stopped. */
export function HostLost({ kind }: { readonly kind: "no-address" | "gone" }): ReactElement {
  const { t } = useWords();
  const key = kind === "gone" ? "gone" : "address";
  return (
    <StopScreen title={t(`door.${key}.title`)} happened={t(`door.${key}.happened`)} work={t(`door.${key}.work`)} todo={t(`door.${key}.todo`)}>
      <CopyCode code={kind === "gone" ? "npm start" : "npm run app -- --address"} />
      <p><Button look="main" onPress={() => location.reload()}>{t("door.blocked.again")}</Button></p>
    </StopScreen>
  );
}
