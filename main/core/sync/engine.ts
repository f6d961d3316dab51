import type { BranchCheck } from "../../../shared/bridge/check-views.ts";
import type { FolderState, SyncStatus } from "../../../shared/bridge/sync-views.ts";
import { assertNever } from "../../../shared/kernel/assert-never.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { instant, type Instant } from "../../../shared/kernel/instant.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { Me } from "../../../shared/sync/protocol.ts";
import { step } from "../../../shared/sync/step.ts";
import { ASLEEP, type SyncEffect, type SyncEvent, type SyncRequest, type SyncState } from "../../../shared/sync/sync-state.ts";
import { listUncopied } from "../db/cursors.ts";
import { isReoffering } from "../db/epoch.ts";
import { createOrderDesk, type OrderDesk } from "../erase/order-desk.ts";
import { getLine } from "../db/replica.ts";
import { findCentreAddress, findSetting, putSetting } from "../db/settings.ts";
import type { CoreDeps } from "../deps.ts";
import { coded } from "../files/coded.ts";
import type { Desk } from "../files/desk.ts";
import { openReplicaKey } from "../keys/replica-key.ts";
import type { NewsDesk } from "../news.ts";
import type { CentreInfo } from "../session/centre-info.ts";
import type { Unlocked } from "../session/open-profile.ts";
import type { Tokens } from "../session/tokens.ts";
import { listDueBranches, reportChecks } from "./checks.ts";
import { createDiskGauge } from "./disk-gauge.ts";
import type { DiagnosticDemand } from "../../../shared/sync/diagnostic-messages.ts";
import { createExchange } from "./exchange/exchange.ts";
import { createNewsFollower } from "./follow-news.ts";
import { keepHistory } from "./keep-history.ts";
import { PACE } from "./pace.ts";
import { isComparing, isSentAway, isSettled } from "./phases.ts";
import { createStatusTeller, type StatusTeller } from "./status.ts";
import { createTokenKeeper } from "./token-keeper.ts";
import { createTransport } from "./transport.ts";
import { createWaiting } from "./waiting.ts";

/**
 * Keeps this computer and the centre in step, and never loses the advisor's work.
 *
 * Order of promises: (1) a change is on disk before the screen says "saved"; (2) it waits in the line until the centre has answered it;
 * (3) a refusal is shown, not retried. What to do next is decided by the pure step of shared/sync; here are only its hands.
 */
export type SyncEngine = {
  readonly start: () => void;
  readonly stop: () => Promise<void>;
  readonly sealed: (seq: number) => void;
  /** Something was typed: what waits has changed. */
  readonly touched: () => void;
  /** The owner signed in again. G3007 when it is somebody else. */
  readonly signedIn: (tokens: Tokens, me: Me) => Result<undefined, CodedError>;
  /** Stops for good, and forgets the sign-in once nothing can renew it any more. */
  readonly signOut: () => Promise<Tokens | undefined>;
  readonly status: () => SyncStatus;
  /** Tries now, and answers once there is nothing more to try, or after {@link SETTLE_MS}. */
  readonly now: () => Promise<SyncStatus>;
  /** Compares all that is held of her branches with the centre, mends what differs, and says what came of it; at once where there is no contact. */
  readonly compare: () => Promise<readonly BranchCheck[]>;
  /** The owner's, while it is good; {@link now} brings another where there is contact. Contents of documents travel with the same one. */
  readonly token: () => string | undefined;
  /** The order to erase, where one stands. */
  readonly orders: OrderDesk;
  readonly setBusinessDate: (date: string) => Promise<Result<undefined, CodedError>>;
};

export type EngineParts = {
  readonly deps: CoreDeps;
  readonly desk: Desk;
  readonly centre: CentreInfo;
  readonly news: NewsDesk;
  readonly unlocked: Unlocked;
  readonly onMe: (me: Me) => void;
  /** The centre answered what this workstation asked as its owner. */
  readonly onContact: () => void;
  /** How many of these own changes may leave now; what was heard of colleagues left before. */
  readonly beforePush: (first: number, count: number) => Promise<number>;
  readonly folder: () => FolderState | undefined;
  /** What somebody asks of this workstation, and that the centre says so. */
  readonly diagnostic: { readonly demand: () => DiagnosticDemand | undefined; readonly heard: () => void };
  /** This workstation was ordered to erase itself. */
  readonly onEraseOrder: () => void;
};

export const SETTLE_MS = 20_000;
const ORDER_MS = 5_000;
/** Longest silence of a workstation that follows the centre by a stream. */
const SIGN_OF_LIFE_MS = 15 * 60_000;
/** A hundred thousand files on a slow line. */
const COMPARE_MS = 10 * 60_000;
/** Nobody waits longer at the door for an identity provider that keeps silent. Sooner, an answer that is on its way would be lost, and with it the sign-in. */
const LEAVING_MS = 3_000;
/** More files than this are told as "many". */
const MOST_TOLD = 200;

export function createSyncEngine({ deps, desk, centre, news, unlocked, onMe, onContact, beforePush, folder, diagnostic, onEraseOrder }: EngineParts): SyncEngine {
  const { db, replica } = unlocked;
  const pace = deps.pace ?? PACE;
  const transport = createTransport(deps, pace.stream);
  const leaving = new AbortController();
  const tokens = createTokenKeeper({ now: deps.now, fetch: endedBy(leaving.signal, deps.fetch) }, db);
  let state: SyncState = ASLEEP;
  let lastContactAt = readInstant(findSetting(db.read, "lastContactAt"));
  let nextTryAt: Instant | undefined;
  let retry: NodeJS.Timeout | undefined;
  let inFlight: Promise<void> = Promise.resolve();
  let orderAsked: Promise<void> = Promise.resolve();
  const settled = createWaiting(() => isSettled(state));
  const compared = createWaiting(() => !isComparing(state));
  const teller: StatusTeller = createStatusTeller(desk, folder, () => centre.info().clockOffMs, (status) => news.tell("sync.status", status));

  const { centre: centreId, epoch } = findCentreAddress(db.read);
  const key = openReplicaKey(replica.key);
  const orders = createOrderDesk({
    db, replica, key, transport, now: deps.now,
    onOrder: () => {
      deps.log.warn("erase-ordered", { mode: orders.standing()?.mode });
      teller.tell(facts());
      onEraseOrder();
    },
  });
  const exchange = createExchange({
    desk, replica, transport, centre, beforePush, token: tokens.access, random: Math.random, key, version: deps.version, diskFreeMib: createDiskGauge(deps.dataDir, deps.now),
    centreId, epoch,
    onMe,
    onFiles: tellFiles,
    onDiagnostic: diagnostic.heard,
    onPacksRefused: ({ code, params }) => deps.log.warn("packs-refused", { code, pack: String(params?.["pack"] ?? "") }),
    onContact: () => {
      lastContactAt = instant(deps.now());
      onContact();
      follower.contacted();
    },
    isUrgent: () => state.line.sealed > state.line.answered,
  });
  const follower = createNewsFollower({
    pace, log: deps.log, openStream: transport.news, token: tokens.access, branches: () => desk.me().branches.map((branch) => branch.id), dispatch, onDate: centre.heardDate,
    onPoll: () => {
      dispatch({ type: "poll-due" });
      if (isSentAway(state)) void orders.ask();
      compareWhatIsDue();
      showLife();
    },
  });

  function tellFiles(files: readonly FileId[]): void {
    if (files.length === 0) return;
    follower.taken();
    news.tell("files.changed", files.length > MOST_TOLD ? [] : files);
  }

  function dispatch(event: SyncEvent): void {
    const before = state;
    const { state: after, effects, answer } = step(state, event);
    state = after;
    if (isSentAway(state) && !isSentAway(before)) orderAsked = orders.ask(true);
    if (answer === "stopped") deps.log.error("sync-stopped", { code: after.error?.code });
    else if (event.type === "failed" && event.failure.kind !== "unauthorised" && before.failures === 0) deps.log.warn("sync-failed", { code: after.error?.code });
    effects.forEach(perform);
    teller.tell(facts());
    settled.look();
    compared.look();
  }

  function perform(effect: SyncEffect): void {
    switch (effect.type) {
      case "send":
        inFlight = send(effect.request, effect.ticket);
        return;
      case "refresh-token":
        inFlight = refresh(effect.ticket);
        return;
      case "wait":
        clearTimeout(retry);
        nextTryAt = instant(deps.now() + effect.ms);
        retry = setTimeout(() => {
          nextTryAt = undefined;
          dispatch({ type: "retry-due", ticket: effect.ticket });
        }, effect.ms);
        return;
      case "stop-waiting":
        clearTimeout(retry);
        nextTryAt = undefined;
        return;
      case "raise-alarm":
        deps.log.error("sync-alarm", { alarm: effect.alarm, have: effect.have, known: effect.known });
        inFlight = Promise.all([inFlight, exchange.raiseAlarm(effect).catch(() => undefined)]).then(() => undefined);
        return;
      case "open-news":
        follower.open();
        return;
      case "close-news":
        follower.close();
        return;
      default:
        assertNever(effect, "sync effect");
    }
  }

  async function send(request: SyncRequest, ticket: number): Promise<void> {
    try {
      const outcome = await exchange.send(request);
      if (outcome.type === "pulled") follower.pulled();
      dispatch({ ...outcome, ticket });
      if (outcome.type === "pulled") compareWhatIsDue();
    } catch (error) {
      // A bug of ours: the engine goes on trying, later, and the log says where.
      deps.log.error("sync-bug", { request: request.kind, kind: error instanceof Error ? error.name : typeof error });
      dispatch({ type: "failed", ticket, failure: { kind: "unreachable", error: { code: "G5001" } }, random: 1 });
    }
  }

  /** [SY61] By itself: after a first copy, and about once a day. Only with nothing else to do. */
  function compareWhatIsDue(): void {
    if (state.phase.kind !== "resting" || state.recovering || !desk.isOpen()) return;
    const branches = listDueBranches(desk, deps.now() - (centre.info().clockOffMs ?? 0));
    if (branches.length > 0) dispatch({ type: "compare-wanted", branches });
  }

  /** [FL2] A stream that brings nothing for hours is no word from this workstation: it asks once, and is seen. */
  function showLife(): void {
    if (state.phase.kind !== "resting" || state.news !== "open" || !desk.isOpen()) return;
    if (Math.abs(deps.now() - (lastContactAt ?? 0)) >= SIGN_OF_LIFE_MS) dispatch({ type: "news" });
  }

  async function refresh(ticket: number): Promise<void> {
    const hello = centre.hello();
    const fresh = hello === undefined ? err<CodedError>({ code: "G3005" }) : await tokens.refresh(hello);
    if (fresh.ok) dispatch({ type: "token-refreshed", ticket });
    else if (fresh.error.code === "G3001") dispatch({ type: "token-refused", ticket });
    else dispatch({ type: "failed", ticket, failure: { kind: "unreachable", error: fresh.error }, random: Math.random() });
  }

  async function stop(): Promise<void> {
    follower.stop();
    clearTimeout(retry);
    dispatch({ type: "closed" });
    transport.close();
    teller.close();
    const impatience = setTimeout(() => leaving.abort(), LEAVING_MS);
    await inFlight;
    clearTimeout(impatience);
    if (lastContactAt !== undefined) coded(() => db.transaction((write) => putSetting(write, "lastContactAt", String(lastContactAt))));
  }

  const facts = () => ({ state, lastContactAt, nextTryAt, newsHeldBack: follower.isHeldBack(), erase: orders.standing(), diagnostic: diagnostic.demand() });

  return {
    start: () => {
      const line = getLine(db.read);
      follower.start();
      keepHistory(desk, deps.log);
      dispatch({
        type: "started", line: { sealed: line.head.seq, answered: line.answered }, enrolled: line.enrolled, signedIn: tokens.isSignedIn(), reoffering: isReoffering(db.read), recovering: centre.hello()?.recovering === true,
        snapshots: listUncopied(db.read, desk.me().branches.map((branch) => branch.id)),
      });
    },
    stop,
    signOut: async () => {
      await stop();
      return tokens.forget();
    },
    sealed: (seq) => dispatch({ type: "sealed", seq }),
    touched: () => teller.tell(facts()),
    signedIn: (fresh, me) => {
      if (me.user !== replica.owner) return err({ code: "G3007" });
      const kept = tokens.keep(fresh);
      if (kept.ok) dispatch({ type: "signed-in" });
      return kept;
    },
    status: () => teller.status(facts()),
    now: async () => {
      dispatch({ type: "wanted" });
      await settled.reached(SETTLE_MS);
      const before = teller.status(facts());
      // A command ends here: an order that stands for this workstation is heard before that.
      await Promise.race([orderAsked, new Promise((late) => void setTimeout(late, ORDER_MS).unref())]);
      return desk.isOpen() ? teller.status(facts()) : before;
    },
    compare: async () => {
      exchange.forgetTries();
      dispatch({ type: "wanted" });
      dispatch({ type: "compare-wanted", branches: desk.me().branches.map((branch) => branch.id) });
      await compared.reached(COMPARE_MS);
      return desk.isOpen() ? reportChecks(desk, exchange.tries(), state.phase.kind === "signed-out" ? { code: "G3001" } : state.error) : [];
    },
    token: tokens.access,
    orders,
    setBusinessDate: async (date) => {
      const token = tokens.access();
      if (token === undefined) return err({ code: "G3001" });
      const reply = await transport.setBusinessDate(token, date);
      if (reply.kind === "failed") return err("error" in reply.failure ? reply.failure.error : { code: "G3001" });
      coded(() => db.transaction((write) => putSetting(write, "businessDate", date)));
      centre.heardDate(date);
      return ok(undefined);
    },
  };
}

const endedBy = (signal: AbortSignal, fetch: CoreDeps["fetch"]): CoreDeps["fetch"] => async (input, init) =>
  await fetch(input, { ...init, signal: init?.signal instanceof AbortSignal ? AbortSignal.any([signal, init.signal]) : signal });

function readInstant(text: string | undefined): Instant | undefined {
  return text === undefined || !/^\d+$/.test(text) ? undefined : instant(Number(text));
}
