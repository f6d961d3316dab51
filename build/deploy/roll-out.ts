/** Runs kubectl with these arguments; its exit code and what it wrote on standard output. */
export type Kubectl = (args: readonly string[]) => Promise<{ readonly code: number; readonly out: string }>;

export type RollOut = {
  /** Folder of the manifests, as `npm run synth` writes them. */
  readonly manifests: string;
  readonly migration: string;
  /** Seconds that servers, and the migration, are given. */
  readonly patience: number;
};
export type Powers = {
  readonly kubectl: Kubectl;
  /** True when the public address answers that it is ready. */
  readonly isReady: () => Promise<boolean>;
  readonly pause: (ms: number) => Promise<void>;
  readonly say: (line: string) => void;
};
export type Outcome =
  | { readonly kind: "deployed" }
  /** The servers were not touched. */
  | { readonly kind: "refused"; readonly why: string }
  /** The servers are again what they were. */
  | { readonly kind: "rolled-back"; readonly why: string }
  /** A person is needed now. */
  | { readonly kind: "broken"; readonly why: string };

const SERVERS = "deployment/guichet-server";
const REVISION = "jsonpath={.metadata.annotations.deployment\\.kubernetes\\.io/revision}";
const CONDITIONS = "jsonpath={.status.conditions[*].type}";
const POLL_MS = 2_000;
/** The address answers this many times in a row, so that a server that falls over at once is not taken for a good one. */
const STEADY = 5;

/**
 * Settings, then the migration, then the servers one by one. Whatever goes wrong once the servers are being replaced, the revision before
 * is put back and waited for: it finds its own settings, which are never changed, and a schema that it can work with.
 */
export async function rollOut({ manifests, migration, patience }: RollOut, powers: Powers): Promise<Outcome> {
  const { kubectl, say } = powers;
  const apply = async (file: string): Promise<boolean> => (await kubectl(["apply", "-f", `${manifests}/${file}`])).code === 0;
  if (!(await apply("10-settings.yaml"))) return { kind: "refused", why: "the settings were not taken" };
  if (!(await apply("20-migration.yaml"))) return { kind: "refused", why: "the migration was not taken" };
  say(`waiting for ${migration}`);
  if (!(await migrated(migration, patience, powers))) return { kind: "refused", why: `the migration did not end well: kubectl -n guichet logs job/${migration}` };
  const before = await kubectl(["get", SERVERS, "--ignore-not-found", "-o", REVISION]);
  if (before.code !== 0) return { kind: "refused", why: "the cluster does not tell what runs now" };
  const revision = before.out.trim();
  const isOut = (await apply("30-server.yaml")) && (await followed(patience, powers)) && (await steady(patience, powers));
  if (isOut) return { kind: "deployed" };
  const why = "the new servers did not become ready";
  if (revision === "") return { kind: "broken", why: `${why}, and there is nothing before them` };
  say(`going back to revision ${revision}`);
  const isBack = (await kubectl(["rollout", "undo", SERVERS, `--to-revision=${revision}`])).code === 0 && (await followed(patience, powers)) && (await steady(patience, powers));
  return isBack ? { kind: "rolled-back", why } : { kind: "broken", why: `${why}, nor did those before` };
}

/** The revision before the one that runs, on a person's word. */
export async function rollBack(patience: number, powers: Powers): Promise<Outcome> {
  const isBack = (await powers.kubectl(["rollout", "undo", SERVERS])).code === 0 && (await followed(patience, powers)) && (await steady(patience, powers));
  return isBack ? { kind: "rolled-back", why: "it was asked for" } : { kind: "broken", why: "the revision before did not become ready" };
}

/** New processes with the same image and settings: they read their passwords anew. */
export async function restart(patience: number, powers: Powers): Promise<Outcome> {
  const isOut = (await powers.kubectl(["rollout", "restart", SERVERS])).code === 0 && (await followed(patience, powers)) && (await steady(patience, powers));
  return isOut ? { kind: "deployed" } : { kind: "broken", why: "the restarted servers did not become ready; those that had not been replaced go on" };
}

async function migrated(name: string, patience: number, { kubectl, pause }: Powers): Promise<boolean> {
  for (let waitedMs = 0; waitedMs <= patience * 1000; waitedMs += POLL_MS) {
    const { out } = await kubectl(["get", `job/${name}`, "-o", CONDITIONS]);
    const conditions = out.trim().split(/\s+/);
    if (conditions.includes("Complete")) return true;
    if (conditions.includes("Failed")) return false;
    await pause(POLL_MS);
  }
  return false;
}

const followed = async (patience: number, { kubectl }: Powers): Promise<boolean> => (await kubectl(["rollout", "status", SERVERS, `--timeout=${patience}s`])).code === 0;

async function steady(patience: number, { isReady, pause }: Powers): Promise<boolean> {
  let inARow = 0;
  for (let waitedMs = 0; waitedMs <= patience * 1000; waitedMs += POLL_MS) {
    inARow = (await isReady()) ? inARow + 1 : 0;
    if (inARow === STEADY) return true;
    await pause(POLL_MS);
  }
  return false;
}
