import type { PassphraseFault, RecoveryAsked } from "../../shared/bridge/door-calls.ts";
import type { SessionState } from "../../shared/bridge/session-views.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import type { Result } from "../../shared/kernel/result.ts";
import { closeFile } from "./file-slice.ts";
import { emptyList } from "./list-slice.ts";
import { forgetSaves } from "./saving.ts";
import { emptyDesk, type State } from "./state.ts";
import type { Desk } from "./desk.ts";

type Outcome = Promise<CodedError | undefined>;

/** Opens the bank's page. The host shows it; `session.changed` follows when the person is back. Answers its address, for a host without a browser. */
export const beginSignIn = (desk: Desk): Promise<Result<{ readonly url: string }, CodedError>> => desk.attempt("session.beginSignIn", undefined);

export async function signInAs(desk: Desk, login: string): Outcome {
  return held(desk, await desk.attempt("session.demonstrationSignIn", { login }));
}

export async function choosePassphrase(desk: Desk, passphrase: string): Outcome {
  return held(desk, await desk.attempt("session.choosePassphrase", { passphrase }));
}

export async function unlock(desk: Desk, profile: string, passphrase: string): Outcome {
  return held(desk, await desk.attempt("session.unlock", { profile, passphrase }));
}

/** By this computer's vault alone. */
export async function unlockByVault(desk: Desk, profile: string): Outcome {
  return held(desk, await desk.attempt("session.unlockByVault", { profile }));
}

/** The passphrase is forgotten: what is given to an administrator. */
export const requestRecovery = (desk: Desk, profile: string, passphrase: string): Promise<Result<RecoveryAsked, CodedError>> => desk.attempt("session.requestRecovery", { profile, passphrase });

export async function answerRecovery(desk: Desk, profile: string, answer: string, passphrase: string): Outcome {
  return held(desk, await desk.attempt("session.answerRecovery", { profile, answer, passphrase }));
}

export async function cancelRecovery(desk: Desk, profile: string): Promise<void> {
  const session = await desk.ask("session.cancelRecovery", { profile });
  if (session !== undefined) desk.set({ session });
}

/** After damage: reads what is left of this computer's own work, and goes on with it. */
export async function recover(desk: Desk, profile: string, passphrase: string): Outcome {
  return held(desk, await desk.attempt("session.recover", { profile, passphrase }));
}

/** Of the open profile. */
export async function changePassphrase(desk: Desk, current: string, next: string): Outcome {
  const answer = await desk.attempt("session.changePassphrase", { current, next });
  return answer.ok ? undefined : answer.error;
}

/** Undefined: nothing keeps it from being chosen, or the core does not say, and then has the last word when it is. */
export async function judgePassphrase(desk: Desk, passphrase: string): Promise<PassphraseFault | undefined> {
  return (await desk.ask("session.judgePassphrase", { passphrase }))?.fault;
}

/** What was being typed is saved first. */
export const lock = (desk: Desk): Promise<void> => leaveBy(desk, "session.lock");
/** The same, and the sign-in at the bank is over. */
export const signOut = (desk: Desk): Promise<void> => leaveBy(desk, "session.signOut");

async function leaveBy(desk: Desk, by: "session.lock" | "session.signOut"): Promise<void> {
  await closeFile(desk);
  const session = await desk.ask(by, undefined);
  if (session !== undefined) desk.set({ session, ...leftDesk(desk) });
}

/** Nothing of the desk stays in the window once it is locked, whoever locked it: the next to unlock may be somebody else. The address stays, and is where she comes back to. */
export function leftDesk(desk: Desk): Partial<State> {
  const { desk: left, failure } = desk.get();
  forgetSaves(desk);
  // What could not be saved before is told to whoever unlocks.
  return { panel: undefined, import: undefined, list: emptyList, route: { kind: "today" }, desk: emptyDesk, waiting: [], failure: left.saveError ?? failure, locking: undefined };
}

function held(desk: Desk, answer: Result<SessionState, CodedError>): CodedError | undefined {
  if (!answer.ok) return answer.error;
  desk.set({ session: answer.value });
  return answer.value.kind === "blocked" ? answer.value.error : undefined;
}
