/** A column of many rows, bound as `text[]`: exact texts, escaped nowhere. */
export type TextColumn = readonly (string | null)[];

/** What a statement may bind. Many rows travel as one column for each of their fields, or as one JSON text, cast in the statement. */
export type SqlValue = string | number | boolean | null | TextColumn;

/** One connection inside a transaction. Columns of type int8 come as numbers from every driver; all of ours are safe integers. */
export type SqlClient = {
  /** Statements run in the order in which they are asked for. Those that do not wait for each other's answers are asked for together. */
  readonly query: <Row>(text: string, values?: readonly SqlValue[]) => Promise<readonly Row[]>;
  /** The same for the last statement of a transaction: the commit travels with it, so that it costs no journey of its own. Nothing may follow. */
  readonly last: SqlClient["query"];
  /** Several statements at once, nothing bound: migrations and the opening of transactions. */
  readonly script: (text: string) => Promise<void>;
};

/** A database that speaks PostgreSQL. The only part of the store that differs between the two. */
export type SqlDriver = {
  readonly kind: "postgresql" | "pglite";
  /** Runs `work` between BEGIN and COMMIT; a throw rolls back and is thrown on. `opening` runs first: role and scope. */
  readonly transaction: <T>(opening: string, work: (sql: SqlClient) => Promise<T>) => Promise<T>;
  /** One connection outside any transaction, with the rights of whoever connected: migrations only. */
  readonly administer: <T>(work: (sql: SqlClient) => Promise<T>) => Promise<T>;
  /**
   * Calls back with what other processes announce on `channel`, and with what this one does too. Answers the way to stop. Where several processes
   * share the database, `opening` is run first in the session that listens, and again in each that replaces one lost.
   */
  readonly listen: (channel: string, hear: (payload: string) => void, opening: string) => Promise<() => Promise<void>>;
  readonly close: () => Promise<void>;
};

/** SQLSTATE of a failure of the database, or undefined for anything else. */
export function sqlState(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" && /^[0-9A-Z]{5}$/.test(error.code) ? error.code : undefined;
}

/** Worth doing again from the start: deadlock, serialisation, or a key that another transaction took between our look and our write. */
export const isRetryable = (error: unknown): boolean => ["40P01", "40001", "23505"].includes(sqlState(error) ?? "");
