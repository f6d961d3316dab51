import { hostname } from "node:os";
import { assertNever } from "../../../shared/kernel/assert-never.ts";
import { id, type BranchId, type CentreId, type EpochId, type FileId } from "../../../shared/kernel/ids.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { pushSigningText } from "../../../shared/sync/change.ts";
import { MAX_PUSH_BYTES } from "../../../shared/sync/limits.ts";
import type { Journey } from "../../../shared/sync/journey.ts";
import { readHead } from "../../../shared/sync/read-head.ts";
import { parseJson } from "../../../shared/kernel/json.ts";
import { firstVerdictSchema, PROTOCOL_VERSION, type Cursor, type FeedEntry, type Hello, type Me, type PullAnswer, type PullRequest } from "../../../shared/sync/protocol.ts";
import { parseFileState } from "../../../shared/sync/parse-file-state.ts";
import type { Failure, SyncEffect, SyncEvent, SyncRequest } from "../../../shared/sync/sync-state.ts";
import { listCursors, listUncopied } from "../db/cursors.ts";
import { endReoffer, enterEpoch, listUntoldLost, markLost, markToldLost } from "../db/epoch.ts";
import { countUnanswered, listToReoffer, listToSend } from "../db/outbox.ts";
import { getLine, markEnrolled, type Replica, type ReplicaLine } from "../db/replica.ts";
import { putSetting } from "../db/settings.ts";
import { coded } from "../files/coded.ts";
import type { Desk } from "../files/desk.ts";
import type { ReplicaKey } from "../keys/replica-key.ts";
import type { CentreInfo } from "../session/centre-info.ts";
import { readHello } from "../session/open-desk.ts";
import { tellSeen } from "./tell-seen.ts";
import { createComparer, type CheckTry } from "./compare.ts";
import { leaveBranches } from "./leave-files.ts";
import { keepPacks, listStoredPacks } from "../db/scheme-packs.ts";
import { readPacks } from "../packs/read-packs.ts";
import { takePacks } from "../packs/take-packs.ts";
import { createReceiptCheck, judgeReceipts } from "./receipts.ts";
import { takeLateVerdicts, takeReofferVerdicts } from "./reoffer-verdicts.ts";
import { takeInFeeds, takeOutErased, takeInSnapshot } from "./take-in.ts";
import { takeVerdicts } from "./take-verdicts.ts";
import type { Reply, Transport } from "./transport.ts";
import { boundedNote } from "../../../shared/sync/workstation-note.ts";
import { keepMe } from "../policy/bank-policy.ts";

type WithoutTicket<E> = E extends { readonly ticket: number } ? Omit<E, "ticket"> : never;
/** How an exchange ended; the engine adds the ticket. */
export type Outcome = WithoutTicket<SyncEvent>;

export type ExchangeParts = {
  readonly desk: Desk;
  readonly replica: Replica;
  readonly key: ReplicaKey;
  /** Of the program, told to whoever looks after workstations. */
  readonly version: string;
  readonly centreId: CentreId;
  readonly epoch: EpochId;
  readonly transport: Transport;
  readonly token: () => string | undefined;
  readonly centre: CentreInfo;
  /** [OB14] How many of these may leave now. */
  readonly beforePush: (first: number, count: number) => Promise<number>;
  readonly random: () => number;
  /** Free where this desk's data is, MiB. */
  readonly diskFreeMib: () => number | undefined;
  readonly onMe: (me: Me) => void;
  readonly onFiles: (files: readonly FileId[]) => void;
  readonly onContact: () => void;
  /** A diagnostic is asked of this workstation. */
  readonly onDiagnostic?: () => void;
  /** What was told of packs is not as the centre signs it. */
  readonly onPacksRefused: (error: CodedError) => void;
  /** Something waits to be sent. */
  readonly isUrgent?: () => boolean;
};

/** Headroom of a push below the protocol's limit, for the envelope around its changes. */
const PUSH_BYTES = MAX_PUSH_BYTES - 4_096;
const PAGE = 2_000;
/** A restored centre may have lost a key for good: it is not asked for it with every page. */
const LEARN_AGAIN_MS = 600_000;
const WRONG_RECEIPT: CodedError = { code: "G5005", params: { what: "receipt" } };

/** Lost files told in one message. */
const MISSING = 500;

export type Exchange = {
  readonly send: (request: SyncRequest) => Promise<Outcome>;
  /** Tells the centre why this replica stopped; a failure to tell is no failure. */
  /** What came of the last comparison of each branch, since that was last forgotten. */
  readonly tries: () => ReadonlyMap<string, CheckTry>;
  readonly forgetTries: () => void;
  readonly raiseAlarm: (alarm: Extract<SyncEffect, { type: "raise-alarm" }>) => Promise<void>;
};

/** One exchange of the engine, with what it writes here: network, then one transaction, then the word for the pure step. */
export function createExchange(parts: ExchangeParts): Exchange {
  const { desk, transport, centre, centreId } = parts;
  let { epoch } = parts;
  const address = () => ({ protocol: PROTOCOL_VERSION, centre: centreId, epoch, replica: parts.replica.replica });
  const failed = (failure: Failure): Outcome => ({ type: "failed", failure, random: parts.random() });
  const fault = (error: CodedError): Outcome => failed(error.code === "G4009" || error.code === "G4014" ? { kind: "final", error } : error.code === "G4011" ? { kind: "stranger", error } : { kind: "unreachable", error });
  const uncopied = (): readonly string[] => listUncopied(desk.db.read, desk.me().branches.map((branch) => branch.id));
  let receipts = createReceiptCheck(centre.hello()?.receiptKeys ?? []);
  let learnedAt = -Infinity;
  /** The centre's rules for which its packs were asked last. */
  let askedFor: string | undefined;

  /** A request that needs a token, or the words that one is needed. */
  async function asked<T>(ask: (token: string) => Promise<Reply<T>>): Promise<Reply<T>> {
    const token = parts.token();
    if (token === undefined) return { kind: "failed", failure: { kind: "unauthorised" } };
    const reply = await ask(token);
    if (reply.kind === "answered") parts.onContact();
    return reply;
  }

  async function hello(): Promise<Outcome> {
    const startedAt = desk.now();
    const reply = await transport.hello(parts.replica.bank);
    if (reply.kind === "failed") return failed(reply.failure);
    const knownEpoch = readHello(desk.db.read)?.epoch.n ?? 0; // this database's own: the program may have heard more before it was unlocked
    const stranger = whyStranger(reply.value, centreId, epoch);
    if (stranger === "newer-epoch" && reply.value.epoch.n > knownEpoch) return restored(reply.value, startedAt);
    if (stranger === "newer-epoch") return failed({ kind: "final", error: { code: "G4011" } });
    centre.heard(reply.value, desk.now() - startedAt);
    if (stranger !== undefined) return failed({ kind: "final", error: stranger });
    receipts = createReceiptCheck(reply.value.receiptKeys);
    const me = await asked((token) => transport.me(token));
    if (me.kind === "failed") return failed(me.failure);
    if (me.value.user !== parts.replica.owner || me.value.bank?.id !== parts.replica.bank) return failed({ kind: "final", error: { code: "G3007" } });
    if (me.value.branches.length === 0) return failed({ kind: "final", error: { code: "G3002" } });
    const kept = coded(() => desk.db.transaction((db) => {
      putSetting(db, "hello", JSON.stringify(reply.value));
      putSetting(db, "businessDate", reply.value.businessDate);
      keepMe(db, me.value);
      leaveBranches(db, new Set(me.value.branches.map((branch) => branch.id)), desk.now());
      if (reply.value.recovering !== true) markLost(db);
    }));
    if (!kept.ok) return fault(kept.error);
    parts.onMe(me.value);
    await tellMissing();
    await tellReads();
    await hearLateVerdicts();
    await hearPacks();
    return { type: "greeted", recovering: reply.value.recovering === true, snapshots: uncopied() };
  }

  /**
   * [WS28] What the centre published of the rules, asked for at each greeting and where it decides by others than this workstation: once for each, for a centre of before knows no packs. What does not bear its
   * signature is not taken. A failure stops nothing: the work goes on with the rules that are here, and the centre decides.
   */
  async function hearPacks(): Promise<void> {
    askedFor = centre.rules();
    const stored = listStoredPacks(desk.db.read);
    const reply = await asked((token) => transport.packs(token, { ...address(), have: stored.map(({ name }) => name) }));
    if (reply.kind === "failed") return;
    const taken = takePacks(reply.value, { centre: centreId, keys: centre.hello()?.receiptKeys ?? [], stored });
    if (!taken.ok) return parts.onPacksRefused(taken.error);
    const kept = coded(() => desk.db.transaction((db) => keepPacks(db, taken.value)));
    if (kept.ok) centre.heardPacks(readPacks(taken.value));
  }

  /** [WS15] The same centre in a newer epoch: entered at once, signed in or not. */
  function restored(hello: Hello, startedAt: number): Outcome {
    const entered = coded(() => desk.db.transaction((db) => enterEpoch(db, hello)));
    if (!entered.ok) return fault(entered.error);
    epoch = id<EpochId>(hello.epoch.id);
    centre.heard(hello, desk.now() - startedAt);
    receipts = createReceiptCheck(hello.receiptKeys);
    return { type: "restored", recovering: hello.recovering === true, snapshots: uncopied() };
  }

  /** True where a receipt is not the centre's. A key made since the greeting is asked for; one that the centre no longer tells judges nothing. */
  async function holdsWrongReceipt(entries: readonly FeedEntry[]): Promise<boolean> {
    const found = await judgeReceipts(receipts, entries);
    if (!found.has("unknown-key") || desk.now() - learnedAt < LEARN_AGAIN_MS) return found.has("wrong");
    learnedAt = desk.now();
    const reply = await transport.hello(parts.replica.bank);
    if (reply.kind === "failed" || whyStranger(reply.value, centreId, epoch) !== undefined) return found.has("wrong");
    centre.heard(reply.value, desk.now() - learnedAt);
    receipts = createReceiptCheck(reply.value.receiptKeys);
    coded(() => desk.db.transaction((db) => putSetting(db, "hello", JSON.stringify(reply.value))));
    return (await judgeReceipts(receipts, entries)).has("wrong");
  }

  const isRecovering = (): boolean => centre.hello()?.recovering === true;

  /** [WS16] What the restored centre does not have, for its report. Tried again at the next greeting. */
  async function tellMissing(): Promise<void> {
    for (;;) {
      const lost = listUntoldLost(desk.db.read, MISSING);
      if (lost.length === 0 || isRecovering()) return;
      const files = lost.map(({ file, branch, version, state }) => {
        const read = parseFileState(state);
        const number = read.ok ? read.value.registration?.number : undefined;
        return { file, branch, version, ...(number === undefined ? {} : { number }) };
      });
      const reply = await asked((token) => transport.missing(token, { ...address(), files }));
      if (reply.kind === "failed" || !coded(() => desk.db.transaction((db) => markToldLost(db, lost.length))).ok) return;
      const gone = takeOutErased(desk, reply.value.erased ?? []);
      if (gone.ok && gone.value.files.length > 0) parts.onFiles(gone.value.files);
    }
  }

  const tellReads = async (): Promise<void> =>
    isRecovering() ? undefined : await tellSeen(desk, async (reads) => (await asked((token) => transport.reads(token, { ...address(), reads }))).kind !== "failed");

  /** [SY58] Refusals at the end of a recovery, after this replica had been told otherwise. Asked again at the next greeting. */
  async function hearLateVerdicts(): Promise<void> {
    if (isRecovering() || (centre.hello()?.epoch.n ?? 1) === 1 || !getLine(desk.db.read).enrolled) return;
    const reply = await asked((token) => transport.lateVerdicts(token, address()));
    if (reply.kind === "failed" || reply.value.verdicts.length === 0) return;
    const taken = takeLateVerdicts(desk, reply.value.verdicts);
    if (taken.ok) parts.onFiles(taken.value);
  }

  async function enrol(): Promise<Outcome> {
    const reply = await asked((token) => transport.enrol(token, {
      protocol: PROTOCOL_VERSION, centre: centreId, replica: parts.replica.replica, publicKey: parts.key.publicKey, device: hostname().slice(0, 120),
    }));
    if (reply.kind === "failed") return failed(reply.failure);
    const kept = coded(() => desk.db.transaction((db) => {
      markEnrolled(db, desk.now());
      if (reply.value.have >= getLine(db).answered) endReoffer(db);
    }));
    return kept.ok ? { type: "enrolled", have: reply.value.have, snapshots: uncopied() } : fault(kept.error);
  }

  /** Version, clock and disk, and what waits once `leaving` have left. */
  function noteOfSelf(leaving: number): NonNullable<PullRequest["workstation"]> {
    const { changes, oldestAt } = countUnanswered(desk.db.read);
    const waiting = Math.max(0, changes - leaving);
    return boundedNote({ version: parts.version, waiting, oldestAt: waiting === 0 ? undefined : oldestAt, clockOffMs: centre.clockOffMs(), diskFreeMib: parts.diskFreeMib(), release: centre.releaseNote() });
  }

  /** [WS15] Answered changes that the restored centre lost, with their verdicts. G4014 where they are no longer kept so far back. */
  async function reoffer(first: number, count: number): Promise<Outcome> {
    const startedAt = performance.now();
    const changes = withinBytes(listToReoffer(desk.db.read, first, count));
    const last = changes.at(-1);
    if (last === undefined) return fault({ code: "G4014" });
    const signature = parts.key.sign(pushSigningText({ ...address(), first, last: last.seq, lastHash: last.hash }));
    const body = changes.map(({ head, body: text, salt, verdict }) => ({ head, body: text, salt, verdict: firstVerdictSchema.parse(JSON.parse(verdict)) }));
    const reply = await asked((token) => transport.reoffer(token, { ...address(), first, changes: body, signature }));
    if (reply.kind === "failed") return failed(reply.failure);
    if (reply.value.epoch.id !== epoch) return fault({ code: "G4011" });
    if (reply.value.verdicts.length !== changes.length) return fault({ code: "G5005", params: { what: "verdicts" } });
    const taken = takeReofferVerdicts(desk, first, reply.value.verdicts, reply.value.have >= getLine(desk.db.read).answered);
    if (!taken.ok) return fault(taken.error);
    parts.onFiles(taken.value);
    return { type: "reoffered", have: reply.value.have, tookMs: performance.now() - startedAt };
  }

  function journeyOf(first: number, last: { readonly seq: number; readonly head: string }): Journey {
    const [now, head] = [desk.now(), readHead(parseJson(last.head))];
    return desk.journeys.leave({ first, last: last.seq }, head?.madeAt ?? now, now);
  }

  async function push(first: number, count: number): Promise<Outcome> {
    const startedAt = performance.now();
    const changes = withinBytes(listToSend(desk.db.read, first, await parts.beforePush(first, count)));
    const last = changes.at(-1);
    if (last === undefined) throw new Error(`the line has no change ${first}`);
    const signature = parts.key.sign(pushSigningText({ ...address(), first, last: last.seq, lastHash: last.hash }));
    const body = changes.map(({ head, body: text, salt }) => ({ head, body: text, salt }));
    const reply = await asked((token) => transport.push(token, { ...address(), first, changes: body, signature, workstation: noteOfSelf(changes.length) }, journeyOf(first, last)));
    if (reply.kind === "failed") return failed(reply.failure);
    if (reply.value.epoch.id !== epoch) return fault({ code: "G4011" });
    if (reply.value.verdicts.length !== changes.length) return fault({ code: "G5005", params: { what: "verdicts" } });
    const taken = takeVerdicts(desk, first, reply.value.verdicts);
    if (!taken.ok) return fault(taken.error);
    hear(reply.value);
    parts.onFiles(taken.value.files);
    return { type: "pushed", last: last.seq, tookMs: performance.now() - startedAt };
  }

  async function snapshot(text: string): Promise<Outcome> {
    const branch = id<BranchId>(text);
    const known = listCursors(desk.db.read).find((cursor) => cursor.branch === branch);
    const from = known?.snapshot?.after === undefined ? {} : { after: known.snapshot.after, n: known.n };
    const reply = await asked((token) => transport.snapshot(token, { ...address(), branch, limit: PAGE, ...from }));
    if (reply.kind === "failed") return failed(reply.failure);
    if (reply.value.epoch.id !== epoch) return fault({ code: "G4011" });
    if (await holdsWrongReceipt(reply.value.files)) return fault(WRONG_RECEIPT);
    const taken = takeInSnapshot({ desk, epoch, recovering: isRecovering() }, branch, reply.value);
    if (!taken.ok) return fault(taken.error);
    parts.onFiles(taken.value.files);
    if (reply.value.next === undefined) await tellMissing();
    return { type: "snapshot-page", branch, done: reply.value.next === undefined };
  }

  async function pull(): Promise<Outcome> {
    const cursors = listCursors(desk.db.read).filter((cursor) => cursor.snapshot === undefined).map(({ branch, n, at }) => ({ branch, n, ...(at === undefined ? {} : { at }) }));
    const { answered } = getLine(desk.db.read);
    if (cursors.length === 0) return { type: "pulled", more: false, have: answered, snapshots: uncopied() };
    const reply = await asked((token) => transport.pull(token, { ...address(), cursors, limit: PAGE, newOnly: true, workstation: noteOfSelf(0) }));
    if (reply.kind === "failed") return failed(reply.failure);
    if (reply.value.epoch.id !== epoch) return fault({ code: "G4011" });
    // The step stops for it; the page is looked at no further, or versions of another life would be merged first.
    if (isOtherLine(reply.value.have, getLine(desk.db.read))) return { type: "pulled", more: false, have: reply.value.have, snapshots: uncopied() };
    const behind = findBehind(cursors, reply.value.feeds);
    if (behind !== undefined) return { type: "pulled", more: false, have: reply.value.have, snapshots: uncopied(), behind };
    if (await holdsWrongReceipt(reply.value.feeds.flatMap((feed) => feed.entries))) return fault(WRONG_RECEIPT);
    const taken = takeInFeeds({ desk, epoch, recovering: isRecovering() }, reply.value);
    if (!taken.ok) return fault(taken.error);
    hear(reply.value);
    if (reply.value.diagnostic === true) parts.onDiagnostic?.();
    if (reply.value.rules !== centre.ownRules() && reply.value.rules !== askedFor) await hearPacks();
    parts.onFiles(taken.value.files);
    await tellReads();
    return { type: "pulled", more: reply.value.feeds.some((feed) => feed.more), have: reply.value.have, snapshots: uncopied() };
  }

  const comparer = createComparer({
    desk, transport, asked, address, context: () => ({ desk, epoch, recovering: isRecovering() }), holdsWrongReceipt, onFiles: parts.onFiles,
    isUrgent: parts.isUrgent ?? (() => false), random: parts.random, centreNow: () => desk.now() - (centre.info().clockOffMs ?? 0),
  });

  function hear({ businessDate, rules }: { readonly businessDate: string; readonly rules: string }): void {
    if (centre.businessDate() !== businessDate) coded(() => desk.db.transaction((db) => putSetting(db, "businessDate", businessDate)));
    const greeting = centre.rules() === rules ? undefined : readHello(desk.db.read);
    if (greeting !== undefined) coded(() => desk.db.transaction((db) => putSetting(db, "hello", JSON.stringify({ ...greeting, rules }))));
    centre.heardDate(businessDate, rules);
  }

  async function raiseAlarm({ alarm, have, known }: Extract<SyncEffect, { type: "raise-alarm" }>): Promise<void> {
    await asked((token) => transport.alarm(token, { ...address(), kind: alarm, have, known }));
  }

  async function send(request: SyncRequest): Promise<Outcome> {
    switch (request.kind) {
      case "hello": return await hello();
      case "enrol": return await enrol();
      case "reoffer": return await reoffer(request.first, request.count);
      case "push": return await push(request.first, request.count);
      case "snapshot": return await snapshot(request.branch);
      case "pull": return await pull();
      case "compare": {
        const compared = await comparer.compare(request.branch);
        return compared.type === "failed" ? failed(compared.failure) : compared;
      }
      default: return assertNever(request, "exchange");
    }
  }

  return { send, raiseAlarm, tries: comparer.tries, forgetTries: comparer.forgetTries };
}

/** Another centre, another life of it, or one that no longer speaks with this version: nothing is sent and nothing merged. */
function whyStranger(hello: Hello, centreId: CentreId, epoch: EpochId): CodedError | "newer-epoch" | undefined {
  if (hello.minProtocol > PROTOCOL_VERSION) return { code: "G4010", params: { minimum: hello.minProtocol, own: PROTOCOL_VERSION } };
  if (hello.centre !== centreId) return { code: "G4011" };
  if (hello.epoch.id !== epoch) return "newer-epoch";
  return undefined;
}

/** [WS9] A centre behind what it acknowledged was restored; one ahead of all that was sealed here knows a copy of this database. */
const isOtherLine = (have: number, { answered, head }: ReplicaLine): boolean => have < answered || have > head.seq;

/** [SY47] A feed that the centre does not have as far as it was followed here. */
function findBehind(cursors: readonly Cursor[], feeds: PullAnswer["feeds"]): { readonly have: number; readonly known: number } | undefined {
  const known = new Map(cursors.map(({ branch, n }) => [branch, n]));
  const behind = feeds.find(({ branch, n }) => n < (known.get(branch) ?? 0));
  return behind === undefined ? undefined : { have: behind.n, known: known.get(behind.branch) ?? 0 };
}

/** As many as one push may hold, at least one: a change is never larger than 64 KiB. */
function withinBytes<C extends { readonly head: string; readonly body: string }>(changes: readonly C[]): readonly C[] {
  let bytes = 0;
  const cut = changes.findIndex((change) => {
    bytes += Buffer.byteLength(JSON.stringify(change));
    return bytes > PUSH_BYTES;
  });
  return cut === -1 ? changes : changes.slice(0, Math.max(1, cut));
}
