import pg from "pg";

/** One statement over a connection of its own. Answers how many rows it met. */
export async function runOn(url: string, statement: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rowCount ?? 0;
  } finally {
    await client.end();
  }
}
