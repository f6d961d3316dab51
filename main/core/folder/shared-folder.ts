import { readdir } from "node:fs/promises";
import { isAbsolute } from "node:path";
import type { FolderState } from "../../../shared/bridge/sync-views.ts";
import type { CodedError, ErrorCode } from "../../../shared/kernel/error-codes.ts";
import { instant } from "../../../shared/kernel/instant.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { branchKeysAnswerSchema, PROTOCOL_VERSION, sealedContentSchema, type BranchKeys } from "../../../shared/sync/protocol.ts";
import type { Failure } from "../../../shared/sync/sync-state.ts";
import { sealPart } from "../carry/seal-part.ts";
import type { SignPush } from "../carry/sign-push.ts";
import { countHeard, dropHeard, listHeardReplicas, markDelivered, type HeardPushRow } from "../db/heard.ts";
import { getLine, type Replica } from "../db/replica.ts";
import { dropSetting, findCentreAddress, findSetting, putSetting } from "../db/settings.ts";
import type { CoreDeps } from "../deps.ts";
import { coded } from "../files/coded.ts";
import type { Desk } from "../files/desk.ts";
import { refreshRow } from "../files/file-row.ts";
import { rowContext } from "../files/file-view.ts";
import type { CentreInfo } from "../session/centre-info.ts";
import type { SyncEngine } from "../sync/engine.ts";
import type { Transport } from "../sync/transport.ts";
import { countLeaving, deliverHeard, type Delivery } from "./deliver-heard.ts";
import { heardOf, keepHeard } from "./keep-heard.ts";
import type { HeardSegment } from "./read-segment.ts";
import { createScanner } from "./scan-folder.ts";
import { writeSegments } from "./write-segments.ts";

/** The branch's shared folder at this desk: own changes into it, colleagues' out of it, theirs to the centre when there is a way. */
export type SharedFolder = {
  readonly start: () => void;
  readonly stop: () => Promise<void>;
  /** Something was sealed: it is in the folder a moment later. */
  readonly sealed: () => void;
  readonly state: () => FolderState | undefined;
  /** Keeps where it is, for this person; an empty text: nowhere. G8011 no whole path, G8012 IT decides. */
  readonly choose: (path: string) => Result<{ readonly path: string | undefined }, CodedError>;
  /** [OB14] Before own changes leave: what was heard leaves first. Answers how many of them may go now. */
  readonly beforePush: (first: number, count: number) => Promise<number>;
};
export type SharedFolderParts = {
  readonly deps: Pick<CoreDeps, "log" | "randomBytes" | "sharedFolder" | "folderPollMs">;
  readonly desk: Desk;
  readonly replica: Replica;
  readonly centre: Pick<CentreInfo, "hello">;
  readonly transport: Pick<Transport, "branchKeys" | "sealed">;
  readonly engine: () => Pick<SyncEngine, "token" | "now" | "status">;
  readonly signPush: SignPush;
  readonly onState: () => void;
};

const POLL_MS = 10_000;
const SOON_MS = 200;
const LEAVE_MS = 3_000;
/** Keys and colleagues are asked for again every so many rounds, and at once when something in the folder could not be read. */
const KEYS_POLLS = 30;
/** Refusals of a carried push that no other try would change. */
const FINAL: ReadonlySet<ErrorCode> = new Set(["G3002", "G4009", "G4012", "G8001", "G8002", "G8003", "G8004"]);

export function createSharedFolder(parts: SharedFolderParts): SharedFolder {
  const { deps, desk, replica, centre, transport } = parts;
  const pollMs = deps.folderPollMs ?? POLL_MS;
  const { read } = desk.db;
  // Read each time: a restored centre begins another epoch while this is open ([WS15]).
  const address = () => ({ protocol: PROTOCOL_VERSION, ...findCentreAddress(read), replica: replica.replica });
  const scanner = createScanner(replica.replica);
  const delivered = new Map<string, number>();
  let keys = readKeys(findSetting(read, "branchKeys"));
  let keysAskedAt = -Infinity;
  const written = new Map<string, number>();
  let lastReadAt: number | undefined;
  let problem: CodedError | undefined;
  let timer: NodeJS.Timeout | undefined;
  let soon: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let delivering: Promise<unknown> = Promise.resolve();
  let isStopped = false;
  let told = "";

  const path = (): string | undefined => deps.sharedFolder ?? findSetting(read, "sharedFolder");
  const state = (): FolderState | undefined => {
    const where = path();
    const heard = countHeard(read);
    if (where === undefined && heard.changes === 0) return undefined;
    return { path: where, isDecided: deps.sharedFolder !== undefined, lastReadAt: lastReadAt === undefined ? undefined : instant(lastReadAt), problem, heard, ignored: scanner.ignored() };
  };
  function tell(): void {
    const text = JSON.stringify({ ...state(), lastReadAt: undefined });
    if (text !== told) parts.onState();
    told = text;
  }

  /** One at a time, and never a failure of its caller. */
  function round(): void {
    if (isStopped) return;
    running ??= work().catch((error: unknown) => {
      deps.log.error("folder-bug", { kind: error instanceof Error ? error.name : typeof error });
    }).finally(() => {
      running = undefined;
      if (!isStopped) tell();
    });
  }
  async function work(): Promise<void> {
    if (isInContact() && (keys === undefined || isWanted())) await askKeys();
    const where = path();
    if (where !== undefined) await workFolder(where);
    if (!isStopped && isInContact() && countHeard(read).changes > 0) await meetCentre();
  }

  async function workFolder(where: string): Promise<void> {
    if (keys === undefined) return void (problem = { code: "G8009" });
    const known = keys;
    try {
      const names = await readdir(where);
      // Reading first: a folder that takes nothing more may still be read.
      await scanner.scan(where, names, { keys: known, bank: replica.bank, ...address(), sha256: desk.sealer.sha256 }, take);
      lastReadAt = desk.now();
      if (getLine(read).enrolled) await writeSegments({ read, replica: replica.replica, bank: replica.bank, keys: known, signPush: parts.signPush, randomBytes: deps.randomBytes }, where, names, written);
      problem = undefined;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && typeof error.code === "string")) throw error;
      if (problem === undefined) deps.log.warn("folder-failed", { code: error.code });
      problem = { code: "G8010", params: { reason: error.code } };
    }
  }

  function take({ content, changes }: HeardSegment): "taken" | "fork" {
    const kept = keepHeard(desk, heardOf(content, changes));
    if (!kept.ok) return "taken"; // a full disk here: told by whoever writes next; read again at the next opening
    if (kept.value === "fork") return "fork";
    tellFiles(kept.value);
    return "taken";
  }
  const tellFiles = (files: readonly FileId[]): void => {
    if (files.length > 0) desk.told({ type: "files-changed", files });
  };

  const isInContact = (): boolean => {
    const { kind, error } = parts.engine().status();
    // Before it is enrolled, the centre would only refuse: keys are of replicas.
    return getLine(read).enrolled && error === undefined && kind !== "signed-out" && kind !== "stopped" && kind !== "offline" && parts.engine().token() !== undefined;
  };
  const isWanted = (): boolean => {
    const ignored = scanner.ignored();
    return desk.now() - keysAskedAt > KEYS_POLLS * pollMs || countHeard(read).changes > 0 || ((ignored.stranger ?? 0) + (ignored["no-key"] ?? 0) > 0 && desk.now() - keysAskedAt > pollMs);
  };
  async function askKeys(): Promise<void> {
    const token = parts.engine().token();
    if (token === undefined) return;
    const reply = await transport.branchKeys(token, address());
    if (reply.kind === "failed" || isStopped) return;
    keysAskedAt = desk.now();
    const text = JSON.stringify(reply.value);
    if (text !== JSON.stringify(keys)) scanner.forget();
    keys = reply.value;
    coded(() => desk.db.transaction((db) => putSetting(db, "branchKeys", text)));
  }

  /** What was heard goes to the centre; what the centre has by then, and has told here, is heard no longer. */
  async function meetCentre(): Promise<void> {
    await inTurn(deliverAll);
    const have = new Map(keys?.colleagues.map((colleague) => [colleague.replica, colleague.have]));
    const known = listHeardReplicas(read).map((author) => ({ author, upTo: Math.max(have.get(author) ?? 0, delivered.get(author) ?? 0) }));
    if (known.every(({ upTo }) => upTo === 0)) return;
    const { kind, error } = await parts.engine().now();
    if (isStopped || error !== undefined || kind !== "idle") return;
    const dropped = coded(() => desk.db.transaction((db) => {
      const files = known.flatMap(({ author, upTo }) => dropHeard(db, author, upTo));
      for (const file of files) refreshRow(db, file, rowContext(desk));
      return { files: [...new Set(files)] };
    }));
    if (dropped.ok) tellFiles(dropped.value.files);
  }

  const inTurn = <T>(job: () => Promise<T>): Promise<T> => {
    const turn = delivering.then(job, job);
    delivering = turn.catch(() => undefined);
    return turn;
  };
  const deliverAll = (): Promise<boolean> => deliverHeard(read, give, (push, how) => {
    coded(() => desk.db.transaction((db) => markDelivered(db, push.id, how)));
    delivered.set(push.replica, Math.max(delivered.get(push.replica) ?? 0, push.last));
    if (how !== "taken") deps.log.warn("heard-refused", { code: how });
  });
  async function give({ content }: HeardPushRow): Promise<Delivery> {
    const [token, sealing] = [parts.engine().token(), centre.hello()?.sealingKeys[0]];
    if (token === undefined || sealing === undefined || isStopped) return "away";
    const { centre: to, epoch } = address();
    const sealed = sealPart(sealing, { centre: to, epoch, set: desk.newId(), part: 1, of: 1 }, sealedContentSchema.parse(JSON.parse(content)));
    const reply = await transport.sealed(token, { protocol: PROTOCOL_VERSION, sealed });
    return reply.kind === "answered" ? "taken" : deliveryOf(reply.failure);
  }

  return {
    start: () => {
      timer = setInterval(round, pollMs);
      soon = setTimeout(round, SOON_MS);
    },
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      clearTimeout(soon);
      // What was sealed while leaving is in the folder before the desk is gone; a share that does not answer holds nobody.
      const where = path();
      const leaving = (async () => {
        await running;
        await delivering;
        if (where !== undefined) await workFolder(where);
      })().catch(() => undefined);
      await Promise.race([leaving, new Promise((resolve) => setTimeout(resolve, LEAVE_MS).unref())]);
    },
    sealed: () => {
      clearTimeout(soon);
      if (!isStopped) soon = setTimeout(round, SOON_MS);
    },
    state,
    choose: (text) => {
      if (deps.sharedFolder !== undefined) return err({ code: "G8012" });
      const wanted = text.trim();
      if (wanted !== "" && !isAbsolute(wanted)) return err({ code: "G8011" });
      const kept = coded(() => desk.db.transaction((db) => (wanted === "" ? dropSetting(db, "sharedFolder") : putSetting(db, "sharedFolder", wanted))));
      if (!kept.ok) return kept;
      problem = undefined;
      lastReadAt = undefined;
      round();
      parts.onState();
      return ok({ path: path() });
    },
    beforePush: async (first, count) => {
      if (isStopped || countHeard(read).changes === 0) return count;
      await inTurn(deliverAll);
      return countLeaving(read, first, count);
    },
  };
}

function deliveryOf(failure: Failure): Delivery {
  if (!("error" in failure)) return failure.kind === "gap" ? "not-yet" : "away";
  const { code } = failure.error;
  if (code === "G8005") return "not-yet";
  return FINAL.has(code) ? { refused: code } : "away";
}

function readKeys(text: string | undefined): BranchKeys | undefined {
  return text === undefined ? undefined : branchKeysAnswerSchema.parse(JSON.parse(text));
}
