import { writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDatabase } from "../build/test/fresh-database.ts";
import { startPostgres, type RunningPostgres } from "../build/test/start-postgres.ts";
import { createTestAuthority, type TestAuthority } from "./attestation/testing/test-certificates.ts";
import { temporaryFolder } from "./testing/demonstration-server.ts";
import { addressOf, run } from "./testing/run-server.ts";
import { expectSentences, production } from "./testing/server-program.ts";

let authority: TestAuthority;
let postgres: RunningPostgres;
beforeAll(async () => {
  authority = await createTestAuthority();
  postgres = await startTls("localhost");
});
afterAll(async () => await postgres.stop());

async function startTls(...names: readonly string[]): Promise<RunningPostgres> {
  const { certificate, key } = await authority.issue(...names);
  return await startPostgres({ ssl: "on", ssl_cert_file: "server.crt", ssl_key_file: "server.key" }, { "server.crt": certificate, "server.key": key });
}

/** The program's environment, with the authority that it is to trust. */
async function environment(url: string, trusted: TestAuthority, host = "localhost"): Promise<Record<string, string>> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "ca.pem"), trusted.certificate);
  const address = new URL(url);
  address.hostname = host;
  address.search = `?sslmode=verify-full&sslrootcert=${join(folder, "ca.pem")}`;
  return { ...production(folder), GUICHET_STORE: "postgres", GUICHET_PG_URL: address.href };
}

test("every connection of a server to its PostgreSQL is under TLS, verified in full", async () => {
  const database = await createDatabase(postgres.url);
  const server = run(await environment(database.url, authority));
  const address = await addressOf(server);
  expect((await fetch(`${address}/readyz`)).status).toBe(200);
  const admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  const { rows } = await admin.query<{ ssl: boolean; version: string | null }>("SELECT s.ssl, s.version FROM pg_stat_ssl s JOIN pg_stat_activity a USING (pid) WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND a.client_addr IS NOT NULL");
  await admin.end();
  expect(rows.length).toBeGreaterThan(1); // the pool's, and the one that listens
  expect(rows.every(({ ssl, version }) => ssl && version === "TLSv1.3")).toBe(true);
  server.child.kill("SIGTERM");
  expect(await server.ended).toBe(0);
});

test("a database whose certificate is of another authority is told nothing", async () => {
  const server = run(await environment(postgres.url, await createTestAuthority("Somebody else")));
  await expectSentences(server, /^PostgreSQL \(GUICHET_PG_URL\) n'a pas prouvé qui il est \((?:SELF_SIGNED|UNABLE_TO|DEPTH_ZERO)/);
  expect(server.err()).not.toContain(new URL(postgres.url).password);
});

test("nor is one whose certificate is of another name", async () => {
  await expectSentences(run(await environment(postgres.url, authority, "127.0.0.1")), /\(ERR_TLS_CERT_ALTNAME_INVALID\)/);
});

test("nor one that does not speak TLS", async () => {
  const plain = await startPostgres();
  try {
    await expectSentences(run(await environment(plain.url, authority)), /ne parle pas TLS/);
  } finally {
    await plain.stop();
  }
});

test("a file of the authority that is not there is named as what is missing", async () => {
  const env = await environment(postgres.url, authority);
  await expectSentences(run({ ...env, GUICHET_PG_URL: `${env["GUICHET_PG_URL"] ?? ""}.none` }), /sslrootcert.*ENOENT/);
});
