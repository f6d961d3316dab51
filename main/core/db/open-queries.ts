import type { LineHead, Query, ReadableDb, SqlValue, WritableDb } from "./connection.ts";
import type { Sqlite } from "./open-cipher.ts";

type Statement = ReturnType<typeof prepareText>;
const prepareText = (db: Sqlite, text: string) => db.prepare<SqlValue[]>(text);
/** Enough for every query of the program; the texts with lists of varying length are what makes it grow. */
const KEPT_STATEMENTS = 400;

export type Queries = { readonly read: ReadableDb; readonly write: (onLineHead: (head: LineHead) => void) => WritableDb };

/** Prepared once per text, the oldest forgotten past {@link KEPT_STATEMENTS}. `guard` sees every error and may throw a better one. */
export function createQueries(db: Sqlite, guard: (error: unknown) => never): Queries {
  const kept = new Map<string, Statement>();

  function prepare({ text }: Query): Statement {
    const known = kept.get(text);
    if (known !== undefined) return known;
    const statement = prepareText(db, text);
    const oldest = kept.keys().next();
    if (kept.size >= KEPT_STATEMENTS && oldest.done !== true) kept.delete(oldest.value);
    kept.set(text, statement);
    return statement;
  }

  function guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      return guard(error);
    }
  }

  function prepareToRead(query: Query): Statement {
    const statement = prepare(query);
    if (!statement.readonly) throw new Error(`a handle that only reads was given: ${query.text}`);
    return statement;
  }

  // The one gate of rows: the caller names the shape that its own SELECT spells out.
  const all = <Row>(statement: Statement, query: Query): readonly Row[] => statement.all(...query.values) as Row[];
  const first = <Row>(statement: Statement, query: Query): Row | undefined => statement.get(...query.values) as Row | undefined;

  return {
    read: {
      all: <Row>(query: Query) => guarded(() => all<Row>(prepareToRead(query), query)),
      get: <Row>(query: Query) => guarded(() => first<Row>(prepareToRead(query), query)),
    },
    write: (onLineHead) => ({
      all: <Row>(query: Query) => guarded(() => all<Row>(prepare(query), query)),
      get: <Row>(query: Query) => guarded(() => first<Row>(prepare(query), query)),
      run: (query) => guarded(() => ({ changes: prepare(query).run(...query.values).changes })),
      setLineHead: onLineHead,
    }),
  };
}
