import type { TestProject } from "vitest/node";
import { startPostgres } from "./start-postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A PostgreSQL superuser's address; tests make their own database on it (fresh-database.ts). */
    pgUrl: string;
  }
}

/** One real PostgreSQL for all `*.pg.test.ts`: the one of GUICHET_PG_URL, else our own, stopped and removed afterwards. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env["GUICHET_PG_URL"];
  if (given !== undefined && given !== "") {
    project.provide("pgUrl", given);
    return async () => {};
  }
  const server = await startPostgres();
  // Both lead to the exit handlers of startPostgres; without a listener a signal would skip them.
  const leave = (code: number) => () => process.exit(code);
  const onInterrupt = leave(130);
  const onTerminate = leave(143);
  process.once("SIGINT", onInterrupt);
  process.once("SIGTERM", onTerminate);
  project.provide("pgUrl", server.url);
  return async () => {
    process.removeListener("SIGINT", onInterrupt);
    process.removeListener("SIGTERM", onTerminate);
    await server.stop();
  };
}
