import { useState, type ReactElement } from "react";
import type { SessionState } from "../../../shared/bridge/session-views.ts";
import { Blocked } from "./blocked.tsx";
import { ChoosePassphrase } from "./choose-passphrase.tsx";
import { SignIn } from "./sign-in.tsx";
import { Unlock } from "./unlock.tsx";
import { WelcomeBack } from "./welcome-back.tsx";

/** Every state of the session before the desk. */
export function Door({ session }: { readonly session: Exclude<SessionState, { readonly kind: "open" }> }): ReactElement {
  // A choice holds for the state it was made in: a new one, such as a sign-in that succeeded, speaks for itself.
  const [choice, setChoice] = useState<{ readonly of: SessionState; readonly to: "sign-in" | "profiles" | undefined }>();
  const elsewhere = choice?.of === session ? choice.to : undefined;
  const setElsewhere = (to: "sign-in" | "profiles" | undefined): void => setChoice({ of: session, to });
  const hers = session.kind === "closed" ? session.profiles.find(({ id }) => id === session.suggested) : undefined;
  switch (session.kind) {
    case "choosing-passphrase":
      return <ChoosePassphrase name={session.me.name} />;
    case "blocked":
      if (elsewhere !== undefined) return <Unlock profiles={session.profiles} onOther={() => setElsewhere("sign-in")} />;
      return <Blocked profile={session.profile} error={session.error} onAgain={() => setElsewhere("profiles")} />;
    case "closed":
      if (session.profiles.length === 0) return <SignIn erased={session.erased === true} />;
      if (hers !== undefined && elsewhere === undefined) return <WelcomeBack key={hers.id} profile={hers} onOther={() => setElsewhere("sign-in")} />;
      if (elsewhere === "sign-in") return <SignIn onBack={() => setElsewhere(undefined)} />;
      return <Unlock profiles={session.profiles} onOther={() => setElsewhere("sign-in")} />;
  }
}
