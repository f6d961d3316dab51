import { PGlite, types } from "@electric-sql/pglite";
import { lockFolder } from "./folder-lock.ts";
import type { SqlClient, SqlDriver, SqlValue } from "./sql.ts";

/**
 * The embedded driver: PostgreSQL in this process, in `folder`, or in memory when none is given. Process-crash safe: it never calls
 * fsync, so kill -9 loses nothing and a power cut may. One process at a time.
 * @throws FolderBusy when another process has the folder
 */
export async function createPgliteDriver({ folder }: { readonly folder?: string }): Promise<SqlDriver> {
  await using opening = new AsyncDisposableStack();
  const unlock = folder === undefined ? () => {} : opening.adopt(lockFolder(folder), (release) => release());
  const parsers = { [types.INT8]: parseInt8 };
  const db = opening.adopt(await PGlite.create({ ...(folder === undefined ? {} : { dataDir: `${folder}/pglite` }), parsers }), (opened) => opened.close());
  const keep = opening.move();

  return {
    kind: "pglite",
    transaction: (start, work) =>
      db.transaction(async (tx) => {
        await tx.exec(start);
        return await work(asSqlClient(tx));
      }),
    administer: async (work) => {
      await db.exec("RESET ROLE");
      const result = await work(asSqlClient(db));
      // From here on, outside a transaction's own role the connection may do nothing at all.
      await db.exec("SET ROLE guichet_none");
      return result;
    },
    listen: (channel, hear) => db.listen(channel, hear),
    close: async () => {
      await keep.disposeAsync();
      unlock();
    },
  };
}

type Session = Pick<PGlite, "query" | "exec">;
const run = async <Row>(session: Session, text: string, values: readonly SqlValue[] = []): Promise<readonly Row[]> => (await session.query(text, [...values])).rows as readonly Row[];
const asSqlClient = (session: Session): SqlClient => ({
  query: (text, values) => run(session, text, values),
  last: (text, values) => run(session, text, values),
  script: async (text) => void (await session.exec(text)),
});

function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError("int8 beyond what is held exactly");
  return value;
}
