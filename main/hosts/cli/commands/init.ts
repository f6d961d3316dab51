import type { Bridge } from "../../../../shared/bridge/contract.ts";
import type { SessionState } from "../../../../shared/bridge/session-views.ts";
import type { CodedError } from "../../../../shared/kernel/error-codes.ts";
import { err, type Result } from "../../../../shared/kernel/result.ts";
import type { CoreLink } from "../../../core/port/core-link.ts";
import { driveSignInForm } from "../../../core/session/drive-sign-in-form.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { CLI_REDIRECT, type OpenCore } from "../open-desk.ts";
import { withCore, type Surroundings } from "./command.ts";

/**
 * `init --user NAME --secrets-stdin`: signs in by the provider's form with the password (first line of the input), then makes this
 * folder's profile with the passphrase (second line), or opens the one she has already. Only where no other Guichet holds the folder.
 */
export const init = (given: Surroundings, user: string, secrets: readonly string[]): Promise<ExitCode> =>
  withCore(given, async (core) => {
    const { out } = given;
    const [password, passphrase] = secrets;
    if (password === undefined || passphrase === undefined) {
      const message = out.words.say("init.secrets");
      out.document({ error: { message } });
      if (!out.json) out.note(message);
      return EXIT.usage;
    }
    const opened = await signIn(core, { user, password, passphrase });
    if (!opened.ok) return out.failure(opened.error);
    if (opened.value.kind !== "open") return out.failure({ code: "G1008" });
    const { profile, me } = opened.value;
    out.document({ profile, me });
    out.line(out.words.say("init.done", { name: profile.name, bank: profile.bank, branch: profile.branch }));
    return EXIT.done;
  });

type Credentials = { readonly user: string; readonly password: string; readonly passphrase: string };
type Signed = Result<SessionState, CodedError>;

async function signIn(core: OpenCore, credentials: Credentials): Promise<Signed> {
  const { bridge, own } = core;
  if (own === undefined) return err({ code: "G1004" });
  const signedIn = await passForm(bridge, own, credentials);
  if (!signedIn.ok) return signedIn;
  const { passphrase } = credentials;
  const state = signedIn.value;
  if (state.kind === "choosing-passphrase") return await bridge.call("session.choosePassphrase", { passphrase });
  const hers = state.kind === "closed" ? state.suggested : undefined;
  return hers === undefined ? signedIn : await bridge.call("session.unlock", { profile: hers, passphrase });
}

async function passForm(bridge: Bridge, own: CoreLink, { user, password }: Credentials): Promise<Signed> {
  const begun = await bridge.call("session.beginSignIn", undefined);
  if (!begun.ok) return begun;
  const redirected = await driveSignInForm({ fetch: globalThis.fetch, url: begun.value.url, redirectUri: CLI_REDIRECT, login: user, password });
  return redirected.ok ? await own.completeSignIn(redirected.value) : redirected;
}
