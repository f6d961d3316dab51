import type { ReactElement, ReactNode } from "react";
import type { Profile } from "../../../shared/bridge/contract.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { Button } from "../../components/button.tsx";
import { CopyCode } from "../../components/copy-code.tsx";
import { accountOf } from "../../components/error-account.tsx";
import { useWords } from "../../components/words.ts";
import { DoorFrame } from "./door-frame.tsx";
import { Recover } from "./recover.tsx";

/** Nothing can go on here: what happened, what became of the work, what to do, and a code to copy. */
export function StopScreen(props: { readonly title: string; readonly happened: string; readonly work: string; readonly todo: string; readonly children?: ReactNode }): ReactElement {
  const { t } = useWords();
  return (
    <DoorFrame title={props.title}>
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

export function Blocked({ profile, error, onAgain }: { readonly profile: Profile; readonly error: CodedError; readonly onAgain: () => void }): ReactElement {
  const words = useWords();
  const { t } = words;
  const account = accountOf(error, words);
  return (
    <StopScreen title={t("door.blocked.title")} {...account}>
      <p className="quiet">{profile.name} · {profile.bank} · {profile.branch}</p>
      <p><span className="quiet">{t("door.code")}</span> <CopyCode code={error.code} /></p>
      {error.code === "G1003" && error.params?.["reason"] !== "unreadable" ? <Recover profile={profile} error={error} /> : null}
      <Button onPress={onAgain}>{t("door.blocked.again")}</Button>
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
      <p><Button onPress={() => location.reload()}>{t("door.blocked.again")}</Button></p>
    </StopScreen>
  );
}
