import { randomBytes } from "node:crypto";
import { runOn } from "./run-on.ts";

/** A database of one test's own. */
export type FreshDatabase = { readonly url: string; readonly drop: () => Promise<void> };

/**
 * Makes an empty database on the server of `pgUrl` (a superuser's address, see pg-global.ts).
 * `drop` ends whatever is still connected to it. Roles belong to the whole server: they outlive the database.
 */
export async function createDatabase(pgUrl: string): Promise<FreshDatabase> {
  const name = `guichet_${randomBytes(6).toString("hex")}`;
  await runOn(pgUrl, `CREATE DATABASE ${name}`);
  const url = new URL(pgUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: async () => void (await runOn(pgUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)) };
}
