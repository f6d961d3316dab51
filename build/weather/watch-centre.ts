import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { isUuid, uuidV7 } from "../../shared/kernel/ids.ts";
import { parseFileState } from "../../shared/sync/parse-file-state.ts";
import { enrolAnswerSchema, errorAnswerSchema, helloSchema, meSchema, pullAnswerSchema, snapshotAnswerSchema, type FileEntry, type Hello, type Me } from "../../shared/sync/protocol.ts";
import { signIn } from "../../sync-server/identity/testing/sign-in.ts";
import { demonstrationPeople, DEMONSTRATION_PASSWORD } from "../../sync-server/demonstration/people.ts";

/** What the centre has of a file. */
export type CentreFile = { readonly version: number; readonly number: string | undefined };
export type CentreWatch = {
  /** Follows the branches of that bank to their ends; undefined when the centre, or its identity provider, does not answer. */
  readonly look: (bank: string) => Promise<ReadonlyMap<string, CentreFile> | undefined>;
};
export type CentrePlace = {
  /** Their own addresses, behind the weather: the desk sees the centre from the centre's side. */
  readonly server: () => string | undefined;
  readonly provider: string;
  /** Where its replica is kept: the same one after each start, so that the centre counts one. */
  readonly keptIn: string;
};
type Followed = { token: string; me: Me; hello: Hello; readonly files: Map<string, CentreFile>; readonly cursors: Map<string, number> };

const PATIENCE_MS = 5_000;
const PAGE = 2_000;
/** Enrolled and never pushed with: of the pair only the public half is kept. */
const keptSchema = z.object({ format: z.literal(1), banks: z.record(z.uuid(), z.object({ replica: z.custom<string>(isUuid), publicKey: z.string() })) });
type Kept = z.infer<typeof keptSchema>;

/** What the centre says of a bank's files, asked by the API as that bank's manager, who sees all its branches. */
export function createCentreWatch(place: CentrePlace): CentreWatch {
  const followed = new Map<string, Followed>();
  const follow = async (server: string, bank: string): Promise<ReadonlyMap<string, CentreFile>> => {
    const known = followed.get(bank) ?? (await begin(server, place, bank));
    followed.set(bank, known);
    const { replica } = replicaOf(place.keptIn, bank);
    for (let isMore = true; isMore; ) {
      const cursors = known.me.branches.map(({ id }) => ({ branch: id, n: known.cursors.get(id) ?? 0 }));
      const answer = await ask(server, known.token, "/v1/pull", pullAnswerSchema, { ...addressOf(known.hello), replica, cursors, limit: PAGE });
      for (const { branch, n, entries } of answer.feeds) {
        known.cursors.set(branch, n);
        for (const entry of entries) {
          if (entry.kind === "left") known.files.delete(entry.file);
          else known.files.set(entry.file, toCentreFile(entry));
        }
      }
      isMore = answer.feeds.some(({ more }) => more);
    }
    return known.files;
  };
  return {
    look: async (bank) => {
      const server = place.server();
      if (server === undefined) return undefined;
      const wasFollowed = followed.has(bank);
      try {
        return await follow(server, bank);
      } catch {
        // A token over, or another epoch: everything is asked anew, once.
        followed.delete(bank);
        return wasFollowed ? await follow(server, bank).catch(() => { followed.delete(bank); return undefined; }) : undefined;
      }
    },
  };
}

const addressOf = ({ centre, epoch }: Hello) => ({ protocol: 1, centre, epoch: epoch.id });
const toCentreFile = ({ version, state }: FileEntry): CentreFile => ({ version, number: numberOf(state) });
/** A file of another build's centre may be unreadable here; its version is known all the same. */
function numberOf(state: string): string | undefined {
  const parsed = parseFileState(state);
  return parsed.ok ? parsed.value.registration?.number : undefined;
}

async function begin(server: string, { provider, keptIn }: CentrePlace, bank: string): Promise<Followed> {
  const manager = demonstrationPeople.find((person) => person.bank === bank && person.role === "manager");
  if (manager === undefined) throw new Error("no manager of that bank");
  const { access: token } = await signIn(provider, manager.login, DEMONSTRATION_PASSWORD);
  const hello = helloSchema.parse(await (await fetch(`${server}/v1/hello`, { headers: { connection: "close" }, signal: AbortSignal.timeout(PATIENCE_MS) })).json());
  const me = await ask(server, token, "/v1/me", meSchema);
  const { replica, publicKey } = replicaOf(keptIn, bank);
  await ask(server, token, "/v1/enrol", enrolAnswerSchema, { protocol: 1, centre: hello.centre, replica, publicKey, device: "weather desk" });
  const followed: Followed = { token, me, hello, files: new Map(), cursors: new Map() };
  for (const { id } of me.branches) await takeAll(server, followed, replica, id);
  return followed;
}

/** A branch whole, as a fresh replica takes it: the feed of an epoch tells only what happened in it. */
async function takeAll(server: string, { token, hello, files, cursors }: Followed, replica: string, branch: string): Promise<void> {
  let after: string | undefined;
  do {
    const page = await ask(server, token, "/v1/snapshot", snapshotAnswerSchema, { ...addressOf(hello), replica, branch, limit: PAGE, ...(after === undefined ? {} : { after, n: cursors.get(branch) }) });
    for (const entry of page.files) files.set(entry.file, toCentreFile(entry));
    cursors.set(branch, page.n);
    after = page.next;
  } while (after !== undefined);
}

function replicaOf(path: string, bank: string): Kept["banks"][string] {
  const kept = readKept(path);
  const known = kept.banks[bank];
  if (known !== undefined) return known;
  const publicKey = generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" }).x ?? "";
  const made = { replica: uuidV7(Date.now(), randomBytes(16)), publicKey };
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, JSON.stringify({ format: 1, banks: { ...kept.banks, [bank]: made } } satisfies Kept), { mode: 0o600 });
  return made;
}

function readKept(path: string): Kept {
  try {
    return keptSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return { format: 1, banks: {} };
  }
}

async function ask<T>(server: string, token: string, path: string, answer: z.ZodType<T>, body?: unknown): Promise<T> {
  const response = await fetch(`${server}${path}`, {
    ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
    // A line kept for the next question would hold the server back whenever it is stopped.
    headers: { authorization: `Bearer ${token}`, connection: "close", ...(body === undefined ? {} : { "content-type": "application/json" }) },
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const text: unknown = await response.json();
  if (response.ok) return answer.parse(text);
  throw new Error(`${path}: ${errorAnswerSchema.safeParse(text).data?.code ?? response.status}`);
}
