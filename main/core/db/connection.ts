import type { Result } from "../../../shared/kernel/result.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";

/** SQL text with its bound values; made only by the `sql` tag in sql.ts. */
export type Query = { readonly text: string; readonly values: readonly SqlValue[] };
export type SqlValue = string | number | bigint | null | Uint8Array;

export type ReadableDb = {
  readonly all: <Row>(query: Query) => readonly Row[];
  readonly get: <Row>(query: Query) => Row | undefined;
};
export type WritableDb = ReadableDb & { readonly run: (query: Query) => { readonly changes: number } };

type NotAsync<T> = T extends PromiseLike<unknown> ? { readonly error: "A transaction must not await: SQLite would stay locked" } : T;

/**
 * One open, encrypted, witnessed database. `transaction` returns only when the work is on disk (WAL, synchronous FULL) and the witness
 * says so; it throws {@link CodedFailure} with G1005 on a full disk, and the database is as before.
 */
export type LocalDb = {
  readonly read: ReadableDb;
  readonly transaction: <T>(work: (db: WritableDb) => NotAsync<T>) => T;
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
};
