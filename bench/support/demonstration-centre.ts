import { join } from "node:path";
import { createDatabase } from "../../build/test/fresh-database.ts";
import { startPostgres } from "../../build/test/start-postgres.ts";
import { helloSchema, meSchema, type Hello, type Me } from "../../shared/sync/protocol.ts";
import { DEMONSTRATION_PASSWORD } from "../../sync-server/demonstration/people.ts";
import { signIn } from "../../sync-server/identity/testing/sign-in.ts";
import { post, spawnServer, stopChild } from "./centre.ts";
import { Line } from "./line.ts";

/** Server processes on one PostgreSQL, holding the demonstration's people: what whole workstations can sign in to. */
export type DemonstrationCentre = {
  readonly urls: readonly string[];
  readonly hello: Hello;
  /** Signs in and enrols a line of this person; `send` posts for her. */
  readonly enrolLine: (login: string, seed: string) => Promise<{ readonly line: Line; readonly me: Me; readonly send: (path: string, body: object) => Promise<unknown> }>;
  readonly close: () => Promise<void>;
};

export async function startDemonstrationCentre(folder: string, processes: number): Promise<DemonstrationCentre> {
  await using opening = new AsyncDisposableStack();
  const postgres = opening.adopt(await startPostgres({ shared_buffers: "512MB", max_wal_size: "4GB" }), (it) => it.stop());
  const database = await createDatabase(postgres.url);
  const urls: string[] = [];
  for (let i = 0; i < processes; i += 1) {
    const first = urls[0];
    const env = { GUICHET_DEMONSTRATION: "1", GUICHET_DATA: join(folder, `server-${i}`), GUICHET_PG_URL: database.url, ...(first === undefined ? {} : { GUICHET_DEMONSTRATION_ISSUER: first }) };
    urls.push(opening.adopt(await spawnServer(env), ({ child }) => stopChild(child)).url);
  }
  const first = urls[0] ?? "";
  const hello = helloSchema.parse(await (await fetch(`${first}/v1/hello`)).json());
  const owned = opening.move();
  return {
    urls, hello,
    enrolLine: async (login, seed) => {
      const { access } = await signIn(first, login, DEMONSTRATION_PASSWORD);
      const me = meSchema.parse(await (await fetch(`${first}/v1/me`, { headers: { authorization: `Bearer ${access}` } })).json());
      const line = new Line({ bank: me.bank?.id ?? "", branch: me.branches[0]?.id ?? "", author: me.user, rules: hello.rules, reference: hello.reference }, seed);
      await post(first, "/v1/enrol", access, { protocol: 1, centre: hello.centre, replica: line.replica, publicKey: line.publicKey, device: "bench" });
      return { line, me, send: (path, body) => post(first, path, access, body) };
    },
    close: () => owned.disposeAsync(),
  };
}
