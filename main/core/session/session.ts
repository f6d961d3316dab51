import { PASSPHRASE_FAULTS, type DoorAnswers, type RecoveryAsked } from "../../../shared/bridge/door-calls.ts";
import type { Profile, SessionState } from "../../../shared/bridge/session-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { Hello, Me } from "../../../shared/sync/protocol.ts";
import type { Failure } from "../../../shared/sync/sync-state.ts";
import { putSetting } from "../db/settings.ts";
import type { CoreDeps } from "../deps.ts";
import { errorKind } from "../error-kind.ts";
import { coded } from "../files/coded.ts";
import { writeEraseNote } from "../erase/erase-note.ts";
import type { Erasures } from "../erase/finish-erasures.ts";
import { findProfile, findProfileOf, listProfiles, ownerMark } from "../keys/profiles.ts";
import { acceptPassphrase } from "../keys/refused-passphrases.ts";
import type { NewsDesk } from "../news.ts";
import type { Transport } from "../sync/transport.ts";
import type { CentreInfo } from "./centre-info.ts";
import { driveSignInForm } from "./drive-sign-in-form.ts";
import { beginSignIn, revokeTokens, type PendingSignIn } from "./identity-provider.ts";
import { changeProfilePassphrase, doorWayOf, makeProfile, namesOf, unlockProfile, unlockProfileByVault, type Unlocked } from "./open-profile.ts";
import { cancelRecovery, recoverByAnswer, recoveryAt, requestRecovery, waitingRecovery } from "./recover-by-answer.ts";
import { recoverProfile } from "./recover-profile.ts";
import { tokensToText, type Tokens } from "./tokens.ts";
import { openWorkspace, type Workspace } from "./workspace.ts";

type Answer = Promise<Result<SessionState, CodedError>>;
export type Session = {
  readonly state: () => SessionState;
  readonly workspace: () => Workspace | undefined;
  readonly beginSignIn: () => Promise<Result<{ readonly url: string }, CodedError>>;
  readonly demonstrationSignIn: (login: string) => Answer;
  readonly completeSignIn: (callback: string) => Answer;
  readonly choosePassphrase: (passphrase: string) => Answer;
  readonly unlock: (profile: string, passphrase: string) => Answer;
  /** By this computer's vault alone, where the bank or IT lets it. G9581, G9582. */
  readonly unlockByVault: (profile: string) => Answer;
  readonly requestRecovery: (profile: string, passphrase: string) => Promise<Result<RecoveryAsked, CodedError>>;
  readonly waitingRecovery: (profile: string) => RecoveryAsked | undefined;
  readonly cancelRecovery: (profile: string) => Promise<SessionState>;
  readonly answerRecovery: (profile: string, answer: string, passphrase: string) => Answer;
  readonly recover: (profile: string, passphrase: string) => Answer;
  /** Of the open profile, by its current one. */
  readonly changePassphrase: (current: string, next: string) => Promise<Result<undefined, CodedError>>;
  /** Before it is chosen, in the words of {@link PassphraseFault}. */
  readonly judgePassphrase: (passphrase: string) => Promise<DoorAnswers["session.judgePassphrase"]>;
  /** The person agrees that her work goes on under a new replica. G4017 when nothing asks for it. */
  readonly reissue: () => Answer;
  /** Other profiles of this computer than the open one. */
  readonly others: () => readonly Profile[];
  /** [OB15] G1008 while nobody is here. Nobody locks half-way through. */
  readonly beside: Workspace["beside"];
  /** Ends this profile on the order that stands for it: `asked` by its owner, else only where nothing would be lost that may be carried out. G9507, G1005, G1007. */
  readonly erase: (asked: boolean) => Answer;
  readonly lock: () => Promise<SessionState>;
  /** As lock; the sign-in is forgotten first, and the identity provider told of it, whatever it answers. */
  readonly signOut: () => Promise<SessionState>;
  readonly close: () => Promise<void>;
};

/** Of the embedded provider's invented people, all the same; its own page shows it. Exists only in a demonstration store. */
const DEMONSTRATION_PASSWORD = "demonstration";

/** A wrong passphrase leaves the door as it was; these say that the profile itself cannot be opened. */
const staysClosed = ({ code }: CodedError): boolean => ["G1001", "G1012", "G9581", "G9582", "G9584", "G9585", "G9586"].includes(code);

type SignedIn = { readonly tokens: Tokens; readonly me: Me };

/** Into the profile of the person who signed in, before its engine asks for them; nobody else's profile takes them. G3007, G1005. */
function keepTokens({ db, replica }: Unlocked, { tokens, me }: SignedIn): Result<undefined, CodedError> {
  if (me.user !== replica.owner || me.bank?.id !== replica.bank) return err({ code: "G3007" });
  const kept = coded(() => db.transaction((write) => putSetting(write, "tokens", tokensToText(tokens))));
  return kept.ok ? ok(undefined) : kept;
}

/** Who is at this computer. One thing at a time: a second unlocking waits for the first. */
export function createSession(deps: CoreDeps, transport: Transport, centre: CentreInfo, news: NewsDesk, erasures: Pick<Erasures, "run">): Session {
  let pending: PendingSignIn | undefined;
  let signedIn: SignedIn | undefined;
  let workspace: Workspace | undefined;
  let blocked: Extract<SessionState, { kind: "blocked" }> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let farewell: Promise<void> = Promise.resolve();
  let isErased = false;

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  };
  const profiles = () => {
    const listed = listProfiles(deps.dataDir);
    if (!listed.ok) deps.log.warn("profiles-unreadable", { code: listed.error.code });
    return (listed.ok ? listed.value : []).map((profile) => {
      const [way, recovery] = [doorWayOf(deps, profile.id), recoveryAt(deps, profile.id)];
      return { ...profile, ...(way === "passphrase" ? {} : { opensBy: way }), ...(recovery === undefined ? {} : { recovery }) };
    });
  };
  const state = (): SessionState => {
    if (workspace !== undefined) return workspace.state();
    if (blocked !== undefined) return blocked;
    if (signedIn === undefined) return { kind: "closed", profiles: profiles(), ...(isErased ? { erased: true } : {}) };
    const hers = profileOf(signedIn.me);
    return hers === undefined ? { kind: "choosing-passphrase", me: signedIn.me } : { kind: "closed", profiles: profiles(), suggested: hers.id };
  };
  /** Of whoever is here; at a closed door, of all whose profiles are. */
  const names = (): readonly string[] => {
    const me = workspace?.desk.me() ?? signedIn?.me;
    if (me === undefined) return profiles().flatMap(namesOf);
    return [me.name, me.bank?.name ?? "", ...me.branches.map(({ name }) => name)];
  };
  const profileOf = ({ bank, user }: Me) => (bank === undefined ? undefined : findProfileOf(deps.dataDir, ownerMark(bank.id, user)));
  const changed = (): SessionState => {
    const now = state();
    news.tell("session.changed", now);
    return now;
  };

  async function prepare(): Promise<Result<PendingSignIn, CodedError>> {
    const hello = await findHello();
    if (!hello.ok) return hello;
    return await beginSignIn(deps, hello.value, await deps.redirectUri());
  }

  async function findHello(): Promise<Result<Hello, CodedError>> {
    const startedAt = deps.now();
    const reply = await transport.hello(workspace?.desk.sealer.bank);
    if (reply.kind === "failed") return err(errorOf(reply.failure));
    centre.heard(reply.value, deps.now() - startedAt);
    return ok(reply.value);
  }

  async function accept(tokens: Result<Tokens, CodedError>): Answer {
    if (!tokens.ok) return tokens;
    const me = await transport.me(tokens.value.access);
    if (me.kind === "failed") return err(errorOf(me.failure));
    if (workspace !== undefined) {
      const taken = workspace.signedIn(tokens.value, me.value);
      return taken.ok ? ok(changed()) : taken;
    }
    if (me.value.bank === undefined || me.value.branches.length === 0) return err({ code: "G3002" });
    signedIn = { tokens: tokens.value, me: me.value };
    blocked = undefined;
    return ok(changed());
  }

  async function enter(unlocked: Unlocked): Answer {
    const kept = signedIn === undefined ? ok(undefined) : keepTokens(unlocked, signedIn);
    if (!kept.ok) deps.log.warn("sign-in-not-kept", { code: kept.error.code });
    workspace = await openWorkspace(deps, centre, news, unlocked, onEraseOrder);
    signedIn = undefined;
    blocked = undefined;
    isErased = false;
    // An order that was heard before stands without a network.
    if (workspace.engine.orders.standing() !== undefined) onEraseOrder();
    return ok(changed());
  }

  /** As soon as it is heard, where nothing is lost by it or the order does not wait; else the window says what is to be carried out first. */
  const onEraseOrder = (): void => void inTurn(() => erase(false));

  async function erase(asked: boolean): Answer {
    const order = workspace?.engine.orders.standing();
    if (workspace === undefined || order === undefined) return err({ code: "G9507" });
    const { waiting, erase: told } = workspace.engine.status();
    if (!asked && order.mode === "carried" && waiting + (told?.documents ?? 0) > 0) return err({ code: "G9507" });
    const note = workspace.engine.orders.lastWord(workspace.profile.id, deps.now());
    const kept = coded(() => writeEraseNote(deps.dataDir, note));
    if (!kept.ok) return kept;
    await leave();
    isErased = true;
    await erasures.run();
    return ok(changed());
  }

  async function openWith(open: (powers: CoreDeps, profileId: string, passphrase: string) => Promise<Result<Unlocked, CodedError>>, profileId: string, passphrase: string): Answer {
    if (workspace !== undefined) return workspace.profile.id === profileId ? ok(state()) : err({ code: "G1004" });
    const unlocked = await open(deps, profileId, passphrase);
    if (unlocked.ok) return await enter(unlocked.value);
    const profile = findProfile(deps.dataDir, profileId);
    if (profile === undefined || staysClosed(unlocked.error)) return unlocked;
    deps.log.error("unlock-blocked", { code: unlocked.error.code });
    blocked = { kind: "blocked", profile, error: unlocked.error, profiles: profiles() };
    changed();
    return unlocked;
  }

  /** Waits for nobody: what is forgotten here is over for whoever is here. */
  function tellOver(tokens: Tokens | undefined): void {
    const hello = centre.hello();
    if (tokens === undefined || hello === undefined) return;
    const telling = revokeTokens(deps, hello, tokens).then((told) => deps.log.info("signed-out", { told }));
    farewell = Promise.all([farewell, telling]).then(() => undefined);
  }

  async function leave(): Promise<void> {
    const leaving = workspace;
    workspace = undefined;
    signedIn = undefined;
    blocked = undefined;
    await leaving?.close();
  }

  return {
    state,
    workspace: () => workspace,
    beginSignIn: () => inTurn(async () => {
      const prepared = await prepare();
      if (!prepared.ok) return prepared;
      pending = prepared.value;
      // No browser to open is no failure: the address is shown.
      await deps.openBrowser(pending.url).catch((error: unknown) => deps.log.warn("no-browser", { kind: errorKind(error) }));
      return ok({ url: pending.url });
    }),
    demonstrationSignIn: (login) => inTurn(async () => {
      const prepared = await prepare();
      if (!prepared.ok) return prepared;
      const accounts = centre.hello()?.demonstration?.accounts;
      if (accounts === undefined || !accounts.some((account) => account.login === login)) return err({ code: "G3006" });
      const back = await driveSignInForm({ fetch: deps.fetch, url: prepared.value.url, redirectUri: await deps.redirectUri(), login, password: DEMONSTRATION_PASSWORD });
      return back.ok ? await accept(await prepared.value.complete(back.value)) : back;
    }),
    completeSignIn: (callback) => inTurn(async () => {
      const mine = pending;
      if (mine === undefined || !mine.isAnsweredBy(callback)) return err({ code: "G3004" });
      pending = undefined;
      return await accept(await mine.complete(callback));
    }),
    choosePassphrase: (passphrase) => inTurn(async () => {
      const hello = centre.hello();
      if (workspace !== undefined || signedIn === undefined || hello === undefined) return err({ code: "G3001" });
      const made = await makeProfile(deps, { ...signedIn, hello, passphrase });
      return made.ok ? await enter(made.value) : made;
    }),
    unlock: (profileId, passphrase) => inTurn(() => openWith(unlockProfile, profileId, passphrase)),
    unlockByVault: (profileId) => inTurn(() => openWith(unlockProfileByVault, profileId, "")),
    requestRecovery: (profileId, passphrase) => inTurn(async () => {
      const requested = await requestRecovery(deps, profileId, passphrase);
      if (requested.ok) deps.log.info("recovery-requested");
      if (requested.ok && workspace === undefined) changed();
      return requested;
    }),
    waitingRecovery: (profileId) => waitingRecovery(deps, profileId),
    cancelRecovery: (profileId) => inTurn(async () => {
      cancelRecovery(deps, profileId);
      return changed();
    }),
    answerRecovery: (profileId, answer, passphrase) => inTurn(async () => {
      const opened = await openWith((powers, id) => recoverByAnswer(powers, id, answer, passphrase), profileId, "");
      if (opened.ok) deps.log.warn("opened-by-recovery");
      return opened;
    }),
    recover: (profileId, passphrase) => inTurn(() => openWith(recoverProfile, profileId, passphrase)),
    changePassphrase: (current, next) => inTurn(async () => (workspace === undefined ? err({ code: "G1008" }) : await changeProfilePassphrase(deps, workspace.profile.id, current, next))),
    judgePassphrase: async (passphrase) => {
      const accepted = await acceptPassphrase(passphrase, names());
      const fault = PASSPHRASE_FAULTS.find((one) => !accepted.ok && accepted.error.params?.["reason"] === one);
      return fault === undefined ? {} : { fault };
    },
    reissue: () => inTurn(async () => {
      const leaving = workspace;
      if (leaving === undefined) return err({ code: "G1008" });
      const another = await leaving.becomeAnother();
      if (another.ok) {
        workspace = await openWorkspace(deps, centre, news, another.value, onEraseOrder);
        deps.log.warn("reissued", { former: leaving.desk.sealer.replica });
        return ok(changed());
      }
      if (another.error.code !== "G4017") await leave();
      return another;
    }),
    others: () => profiles().filter(({ id }) => id !== workspace?.profile.id),
    beside: (asked) => inTurn(async () => (workspace === undefined ? err({ code: "G1008" }) : await workspace.beside(asked))),
    erase: (asked) => inTurn(() => erase(asked)),
    lock: () => inTurn(async () => {
      await leave();
      return changed();
    }),
    signOut: () => inTurn(async () => {
      const forgotten = workspace === undefined ? signedIn?.tokens : await workspace.signOut();
      await leave();
      tellOver(forgotten);
      return changed();
    }),
    close: () => inTurn(async () => {
      await leave();
      await farewell;
    }),
  };
}

function errorOf(failure: Failure): CodedError {
  switch (failure.kind) {
    case "unauthorised": return failure.error ?? { code: "G3001" };
    case "gap": case "too-large": return { code: "G5005" };
    default: return failure.error;
  }
}
