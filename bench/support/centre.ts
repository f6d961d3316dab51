import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { createDatabase } from "../../build/test/fresh-database.ts";
import { startPostgres } from "../../build/test/start-postgres.ts";
import { uuidV7 } from "../../shared/kernel/ids.ts";
import { helloSchema, type Hello } from "../../shared/sync/protocol.ts";
import { startIssuer } from "./issuer.ts";
import { Line, seededBytes, type Scope } from "./line.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
/** Branches of each bank, persons of each branch, and administrators of each bank (none). */
export type DirectorySize = { readonly banks: number; readonly branches: number; readonly persons: number; readonly administrators?: number };
/** As many as the scenarios use. */
const SMALL: DirectorySize = { banks: 2, branches: 2, persons: 3 };

export type Person = { readonly subject: string; readonly user: string; readonly bank: string; readonly branch: string };
export type Centre = {
  /** Addresses of the server processes, all on one PostgreSQL. */
  readonly urls: readonly string[];
  /** Of PostgreSQL's superuser: for recounts and floors, never given to the servers' transactions. */
  readonly adminUrl: string;
  readonly persons: readonly Person[];
  readonly hello: Hello;
  readonly token: (person: Person) => Promise<string>;
  /** A replica of this person, enrolled, ready to push. */
  readonly enrolLine: (person: Person, seed: string) => Promise<Line>;
  readonly scopeOf: (person: Person) => Scope;
  readonly query: (sql: string) => Promise<readonly Record<string, unknown>[]>;
  readonly close: () => Promise<void>;
};

function directory(issuer: string, size: DirectorySize): { readonly file: object; readonly persons: readonly Person[] } {
  const random = seededBytes("bench directory");
  const newId = (): string => uuidV7(Date.UTC(2020, 2, 23), random(16));
  const persons: Person[] = [];
  const banks = Array.from({ length: size.banks }, (_, b) => {
    const bank = newId();
    const branches = Array.from({ length: size.branches }, (_branch, i) => ({ id: newId(), name: `Agence ${b}-${i}` }));
    const people = branches.flatMap(({ id: branch }, i) => Array.from({ length: size.persons }, (_person, p) => {
      const user = newId();
      const subject = `bench-${b}-${i}-${p}`;
      persons.push({ subject, user, bank, branch });
      return { id: user, subject, name: `Mesure ${b}-${i}-${p}`, role: "advisor", branches: [branch] };
    }));
    const administrators = Array.from({ length: size.administrators ?? 0 }, (_administrator, n) => {
      const [user, subject] = [newId(), `bench-administrator-${b}-${n}`];
      persons.push({ subject, user, bank, branch: "" });
      return { id: user, subject, name: `Administration ${b}-${n}`, role: "administrator", branches: [] };
    });
    return { id: bank, name: `Banque ${b}`, issuer, branches, persons: [...people, ...administrators] };
  });
  return { file: { banks, operators: [] }, persons };
}

export type CentreOptions = {
  readonly size?: DirectorySize;
  /** A superuser's address on a PostgreSQL that runs already: the centre's database is made there and dropped at the end. */
  readonly postgresUrl?: string;
  /** Folder of the compiled verification page; it is not served when not given. */
  readonly page?: string;
  /** Of the servers, in place of limits that no scenario meets. */
  readonly env?: Readonly<Record<string, string>>;
};

/** A real PostgreSQL on disk and `processes` servers before it, with tokens, row-level security, signatures and ledger on. */
export async function startCentre(folder: string, processes: number, options: CentreOptions = {}): Promise<Centre> {
  await using opening = new AsyncDisposableStack();
  const postgresUrl = options.postgresUrl ?? opening.adopt(await startPostgres({ shared_buffers: "512MB", max_wal_size: "4GB" }), (it) => it.stop()).url;
  const database = opening.adopt(await createDatabase(postgresUrl), (it) => (options.postgresUrl === undefined ? Promise.resolve() : it.drop()));
  const issuer = opening.adopt(await startIssuer(), (it) => it.close());
  const { file, persons } = directory(issuer.url, options.size ?? SMALL);
  mkdirSync(folder, { recursive: true });
  const directoryFile = join(folder, "directory.json");
  writeFileSync(directoryFile, JSON.stringify(file));
  const admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  opening.defer(() => admin.end());
  const urls: string[] = [];
  for (let i = 0; i < processes; i += 1) {
    const server = opening.adopt(await startServer({ folder: join(folder, "server"), pgUrl: database.url, issuer, directoryFile, page: options.page, env: options.env ?? NO_LIMITS }), ({ child }) => stopChild(child));
    urls.push(server.url);
  }
  const first = urls[0] ?? "";
  const hello = helloSchema.parse(await (await fetch(`${first}/v1/hello`)).json());
  const tokens = new Map<string, string>();
  const token = async (person: Person): Promise<string> => {
    const known = tokens.get(person.subject) ?? (await issuer.token(person.subject));
    tokens.set(person.subject, known);
    return known;
  };
  const owned = opening.move();
  const scopeOf = ({ bank, branch, user }: Person): Scope => ({ bank, branch, author: user, rules: hello.rules, reference: hello.reference });
  return {
    urls, adminUrl: database.url, persons, hello, token, scopeOf,
    enrolLine: async (person, seed) => {
      const line = new Line(scopeOf(person), seed);
      await post(first, "/v1/enrol", await token(person), { protocol: 1, centre: hello.centre, replica: line.replica, publicKey: line.publicKey, device: "bench" });
      return line;
    },
    query: async (sql) => (await admin.query<Record<string, unknown>>(sql)).rows,
    close: () => owned.disposeAsync(),
  };
}

type ServerOptions = { readonly folder: string; readonly pgUrl: string; readonly issuer: { readonly url: string; readonly audience: string }; readonly directoryFile: string; readonly page: string | undefined; readonly env: Readonly<Record<string, string>> };
const startServer = ({ folder, pgUrl, issuer, directoryFile, page, env }: ServerOptions): Promise<{ child: ChildProcess; url: string }> =>
  spawnServer({
    GUICHET_DATA: folder, GUICHET_PG_URL: pgUrl, GUICHET_DIRECTORY: directoryFile,
    GUICHET_OIDC_ISSUER: issuer.url, GUICHET_OIDC_AUDIENCE: issuer.audience, GUICHET_OIDC_CLIENT_ID: "bench", GUICHET_OIDC_JWKS: `${issuer.url}/jwks`,
    ...(page === undefined ? {} : { GUICHET_VERIFICATION: page }),
  }, env);

/** A load is sent by few persons from one address, as no day is: limits are met by the scenario that is about them. */
const NO_LIMITS = {
  GUICHET_RATE_PERSON: "10000000", GUICHET_RATE_DEVICE: "10000000", GUICHET_RATE_ADDRESS: "10000000", GUICHET_RATE_VERIFICATION: "10000000",
  GUICHET_MAX_PERSON: "10000", GUICHET_MAX_DEVICE: "10000", GUICHET_MAX_DOOR: "1000",
};

/** A server process before PostgreSQL. `isApart`: Ctrl-C at the terminal does not reach it; it ends with this process all the same. */
export async function spawnServer(env: Readonly<Record<string, string>>, limits: Readonly<Record<string, string>> = NO_LIMITS, isApart = false): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ["sync-server/main.ts"], {
    cwd: root, stdio: ["ignore", "pipe", "inherit"], detached: isApart && process.platform !== "win32",
    env: { ...process.env, GUICHET_PORT: "0", GUICHET_STORE: "postgres", GUICHET_LOG_LEVEL: "info", ...limits, ...env },
  });
  if (isApart) {
    const killAtExit = (): void => void child.kill("SIGKILL");
    process.once("exit", killAtExit);
    child.once("exit", () => process.removeListener("exit", killAtExit));
  }
  return { child, url: await addressOf(child) };
}

/** The line of the log that tells the address; the rest of the log is read and dropped. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) throw new Error("the server's log is not read");
    child.once("exit", (code) => reject(new Error(`the server ended with ${String(code)} before it listened`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const address = /"address":"([^"]+)"/.exec(line)?.[1];
      if (address !== undefined) resolve(address);
    });
  });
}

export async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  await new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}

export async function post(url: string, path: string, token: string, body: object): Promise<unknown> {
  const response = await fetch(`${url}${path}`, { method: "POST", headers: { authorization: `Bearer ${token}`, "content-type": "application/json" }, body: JSON.stringify(body) });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${path} ${response.status}: ${JSON.stringify(answer)}`);
  return answer;
}
