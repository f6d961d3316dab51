import type { Result } from "../../../shared/kernel/result.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";

/** SQL text with its bound values; made only by the `sql` tag in sql.ts. */
export type Query = { readonly text: string; readonly values: readonly SqlValue[] };
export type SqlValue = string | number | bigint | null | Uint8Array;

export type ReadableDb = {
  readonly all: <Row>(query: Query) => readonly Row[];
  readonly get: <Row>(query: Query) => Row | undefined;
};
export type WritableDb = ReadableDb & {
  readonly run: (query: Query) => { readonly changes: number };
  /**
   * Tells the witness where this replica's line now ends: the last sealed change's number and hash. Called by the outbox family in the
   * transaction that seals; committed with it. The end only moves on, except to 0 when a new replica begins.
   */
  readonly setLineHead: (head: LineHead) => void;
};

/** End of the replica's line: number of the last sealed change (0 before the first) and its hash, base64url or hex as the line has it. */
export type LineHead = { readonly seq: number; readonly hash: string };

/** What the database and its witness both know of the last commit. */
export type CommitMark = {
  /** Commits since the database was made; one more per transaction. */
  readonly counter: number;
  /** UTC ms of the last commit. */
  readonly at: number;
  readonly line: LineHead;
};

type NotAsync<T> = T extends PromiseLike<unknown> ? { readonly error: "A transaction must not await: SQLite would stay locked" } : T;

/**
 * One open, encrypted, witnessed database. `transaction` returns only when the work is on disk (WAL, synchronous FULL) and the witness
 * says so; it throws {@link CodedFailure} with G1005 on a full disk, and the database is as before.
 */
export type LocalDb = {
  readonly read: ReadableDb;
  readonly transaction: <T>(work: (db: WritableDb) => T & NotAsync<T>) => T;
  /** The last commit: to compare the outbox's own end with what the witness says. */
  readonly lastCommit: () => CommitMark;
  /** Reads every page and index. Empty when all is well; else SQLite's sentences, for the log and for support. */
  readonly checkPages: () => readonly string[];
  readonly close: () => void;
};

/** A failure with its code, thrown where a Result cannot pass (inside a transaction). */
export class CodedFailure extends Error {
  readonly coded: CodedError;
  constructor(coded: CodedError) {
    super(coded.code);
    this.coded = coded;
  }
}
export type OpenDb = (options: OpenDbOptions) => Promise<Result<LocalDb, CodedError>>;
export type OpenDbOptions = {
  /** Folder of one profile: guichet.db, its WAL and witness, lock, and `aside/` for what is kept of damage. */
  readonly dir: string;
  /** 32 random bytes from the key file. */
  readonly key: Uint8Array;
  /** Test hook: UTC ms for names of kept copies. */
  readonly now: () => number;
  /** All of main/core/db/migrations/all.ts, unless a test gives its own. */
  readonly migrations?: readonly Migration[];
};

/** One step of the schema, in a file of its own, numbered by tens, never edited once released. Runs inside a transaction. */
export type Migration = { readonly version: number; readonly name: string; readonly up: (db: WritableDb) => void };
