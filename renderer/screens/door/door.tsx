import { useState, type ReactElement } from "react";
import type { SessionState } from "../../../shared/bridge/contract.ts";
import { Blocked } from "./blocked.tsx";
import { ChoosePassphrase } from "./choose-passphrase.tsx";
import { SignIn } from "./sign-in.tsx";
import { Unlock } from "./unlock.tsx";

/** Every state of the session before the desk. */
export function Door({ session }: { readonly session: Exclude<SessionState, { readonly kind: "open" }> }): ReactElement {
  const [elsewhere, setElsewhere] = useState<"sign-in" | "profiles">();
  switch (session.kind) {
    case "choosing-passphrase":
      return <ChoosePassphrase name={session.me.name} />;
    case "blocked":
      if (elsewhere !== undefined) return <Unlock profiles={session.profiles} onOther={() => setElsewhere("sign-in")} />;
      return <Blocked profile={session.profile} error={session.error} onAgain={() => setElsewhere("profiles")} />;
    case "closed":
      if (session.profiles.length === 0) return <SignIn />;
      if (elsewhere === "sign-in") return <SignIn onBack={() => setElsewhere(undefined)} />;
      return <Unlock profiles={session.profiles} onOther={() => setElsewhere("sign-in")} />;
  }
}
