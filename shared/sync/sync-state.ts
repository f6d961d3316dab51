import type { CodedError } from "../kernel/error-codes.ts";

/** One exchange with the centre. The engine has one at a time, so that a replica's line stays in order by itself. */
export type SyncRequest =
  /** Hello and who the token speaks for. */
  | { readonly kind: "hello" }
  | { readonly kind: "enrol" }
  /** Answered changes that a restored centre lost. */
  | { readonly kind: "reoffer"; readonly first: number; readonly count: number }
  | { readonly kind: "push"; readonly first: number; readonly count: number }
  | { readonly kind: "snapshot"; readonly branch: string }
  | { readonly kind: "pull" }
  /** One step of a comparison of a branch with the centre ([SY61]). */
  | { readonly kind: "compare"; readonly branch: string };

export type Phase =
  /** Locked, or not yet started. */
  | { readonly kind: "asleep" }
  /** In contact, nothing to do. */
  | { readonly kind: "resting" }
  | { readonly kind: "busy"; readonly request: SyncRequest }
  /** A fresh token is being asked for, once, before the request is tried again. */
  | { readonly kind: "refreshing" }
  /** Waiting for the retry timer. `patient` when the centre said how long: then nothing shortens it. */
  | { readonly kind: "backing-off"; readonly patient: boolean }
  | { readonly kind: "signed-out" }
  /** Something that only a person can decide. Work goes on here; nothing is sent or merged. */
  | { readonly kind: "stopped"; /** The centre is being asked, quietly, whether its restore was declared meanwhile. */ readonly asking?: boolean };

export type SyncState = {
  readonly phase: Phase;
  /** Number of the newest request; an answer to another one is late and changes nothing. */
  readonly ticket: number;
  readonly line: { readonly sealed: number; readonly answered: number };
  readonly greeted: boolean;
  readonly enrolled: boolean;
  readonly signedIn: boolean;
  /** The centre was restored, and what it lost of this line from `reofferFrom` on is being offered again. */
  readonly reoffering: boolean;
  readonly reofferFrom: number;
  /** The centre takes re-offers only: nothing is pushed, and hello is asked again from time to time. */
  readonly recovering: boolean;
  /** A request was told of another epoch, and hello is to say which. */
  readonly doubted: boolean;
  /** Branches whose first copy is not complete. */
  readonly snapshots: readonly string[];
  readonly pullWanted: boolean;
  /** Branches to be compared with the centre, when nothing else is to be done. */
  readonly comparing: readonly string[];
  readonly news: "closed" | "opening" | "open";
  /** Changes a push may carry; adapts to the time that the last one took. */
  readonly batch: number;
  /** Failures in a row. */
  readonly failures: number;
  /** A token was already refreshed for the request that failed. */
  readonly refreshed: boolean;
  readonly error: CodedError | undefined;
};

/** Why an exchange failed, as the shell classed it. */
export type Failure =
  | { readonly kind: "unreachable"; readonly error: CodedError }
  /** 429 or 503; `afterMs` from Retry-After. */
  | { readonly kind: "asked-to-wait"; readonly error: CodedError; readonly afterMs: number | undefined }
  /** `error`: why, where it is more than a sign-in that is over. */
  | { readonly kind: "unauthorised"; readonly error?: CodedError }
  /** Nobody approved this workstation yet, or somebody refused it: asked again from time to time, and at once when a person asks. */
  | { readonly kind: "unapproved"; readonly error: CodedError }
  /** The centre has the line only up to `have`. */
  | { readonly kind: "gap"; readonly have: number }
  | { readonly kind: "too-large" }
  /** Told of another centre or epoch by another answer than hello's: hello says which. */
  | { readonly kind: "stranger"; readonly error: CodedError }
  /** Fork, other centre or epoch, too old, revoked, wrong owner: never retried, never merged. */
  | { readonly kind: "final"; readonly error: CodedError };

export type SyncEvent =
  | { readonly type: "started"; readonly line: SyncState["line"]; readonly enrolled: boolean; readonly signedIn: boolean; readonly reoffering: boolean; readonly recovering: boolean; readonly snapshots: readonly string[] }
  | { readonly type: "closed" }
  | { readonly type: "sealed"; readonly seq: number }
  /** A person asks, or the network came back. */
  | { readonly type: "wanted" }
  /** On demand, or because it is due. */
  | { readonly type: "compare-wanted"; readonly branches: readonly string[] }
  | { readonly type: "retry-due"; readonly ticket: number }
  /** Every twenty seconds: the way without an event stream. */
  | { readonly type: "poll-due" }
  | { readonly type: "news" }
  | { readonly type: "news-opened" }
  | { readonly type: "news-closed" }
  | { readonly type: "signed-in" }
  | { readonly type: "token-refreshed"; readonly ticket: number }
  | { readonly type: "token-refused"; readonly ticket: number }
  | { readonly type: "greeted"; readonly ticket: number; readonly recovering: boolean; readonly snapshots: readonly string[] }
  /** Hello told of a newer epoch of the same centre, and the disk has entered it. */
  | { readonly type: "restored"; readonly ticket: number; readonly recovering: boolean; readonly snapshots: readonly string[] }
  | { readonly type: "enrolled"; readonly ticket: number; readonly have: number; readonly snapshots: readonly string[] }
  | { readonly type: "reoffered"; readonly ticket: number; readonly have: number; readonly tookMs: number }
  | { readonly type: "pushed"; readonly ticket: number; readonly last: number; readonly tookMs: number }
  | { readonly type: "snapshot-page"; readonly ticket: number; readonly branch: string; readonly done: boolean }
  | { readonly type: "pulled"; readonly ticket: number; readonly more: boolean; readonly have: number; readonly snapshots: readonly string[]; /** A feed that the centre does not have as far as it was followed; nothing of the page was taken. */ readonly behind?: { readonly have: number; readonly known: number } | undefined }
  /**
   * One step of a comparison. `pull`: the feed went on meanwhile, and is followed first. `lost`: the centre is behind what it told here
   * ([SY63]). `have` as in pull.
   */
  | { readonly type: "compared"; readonly ticket: number; readonly branch: string; readonly done: boolean; readonly pull: boolean; readonly have?: number; readonly lost?: { readonly have: number; readonly known: number } }
  /** `random` in [0, 1): for jitter. */
  | { readonly type: "failed"; readonly ticket: number; readonly failure: Failure; readonly random: number };

export type SyncEffect =
  | { readonly type: "send"; readonly request: SyncRequest; readonly ticket: number }
  | { readonly type: "refresh-token"; readonly ticket: number }
  | { readonly type: "wait"; readonly ms: number; readonly ticket: number }
  | { readonly type: "stop-waiting" }
  /** The centre must hear why this replica stopped. Told once; a failure to tell is no failure. */
  | { readonly type: "raise-alarm"; readonly alarm: "replica-ahead" | "fork" | "feed-ahead"; readonly have: number; readonly known: number }
  | { readonly type: "open-news" }
  | { readonly type: "close-news" };

/** What the step decided, in a word: every state has one for every event. */
export type SyncAnswer =
  | "sends" | "rests" | "noted" | "ignored" | "late" | "sleeps" | "waits" | "refreshes" | "signed-out" | "stopped" | "opens-news";

export type SyncStep = { readonly state: SyncState; readonly effects: readonly SyncEffect[]; readonly answer: SyncAnswer };

export const FIRST_BATCH = 200;
export const ASLEEP: SyncState = {
  phase: { kind: "asleep" }, ticket: 0, line: { sealed: 0, answered: 0 }, greeted: false, enrolled: false, signedIn: false,
  reoffering: false, reofferFrom: 0, recovering: false, doubted: false, snapshots: [],
  pullWanted: false, comparing: [], news: "closed", batch: FIRST_BATCH, failures: 0, refreshed: false, error: undefined,
};
