import { createHash } from "node:crypto";
import { constants, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { migrate } from "../migrate.ts";
import { migrations } from "../migrations/all.ts";
import { createPgliteDriver } from "../pglite.ts";

/**
 * Stores made once, and copied by every test that needs one without being about its making: PostgreSQL's initdb takes two seconds of a
 * core, its copy a tenth of one. Kept in build/out, under names that change with what made them.
 */
export const root = join(import.meta.dirname, "../../..");
const shelf = join(root, "build/out/prepared");
const OLD_MS = 24 * 3_600_000;

/** Puts a PGlite store into `folder` on which nothing was done yet: initdb has run, no migration has. */
export async function putEmptyStore(folder: string): Promise<void> {
  await putPrepared(folder, "empty", [], async (making) => await (await createPgliteDriver({ folder: making })).close());
}

/** The same with every released step run, and nothing else. Made again when a step, or what runs them, has changed. */
export async function putMigratedStore(folder: string): Promise<void> {
  const runners = ["migrate.ts", "run-step.ts", "store-roles.ts"].map((name) => `sync-server/store/${name}`);
  await putPrepared(folder, `migrated-${hashOf(JSON.stringify(migrations))}`, runners, async (making) => {
    await putEmptyStore(making);
    const driver = await createPgliteDriver({ folder: making });
    try {
      await migrate(driver);
    } finally {
      await driver.close();
    }
  });
}

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 16);

/** Puts into `folder` what `make` leaves in an empty one; made again when PGlite or one of these files (relative to {@link root}) has changed. */
export async function putPrepared(folder: string, kind: string, madeBy: readonly string[], make: (folder: string) => Promise<void>): Promise<void> {
  cpSync(await prepared(kind, madeBy, make), folder, { recursive: true, mode: constants.COPYFILE_FICLONE });
}

/** Made under another name and then renamed: whoever finds it finds it whole, and of several at once the first is kept. */
async function prepared(kind: string, madeBy: readonly string[], make: (folder: string) => Promise<void>): Promise<string> {
  const path = join(shelf, `${kind}-${fingerprint(["node_modules/@electric-sql/pglite/package.json", ...madeBy])}`);
  if (existsSync(path)) return path;
  mkdirSync(shelf, { recursive: true });
  clearShelf();
  const making = mkdtempSync(join(shelf, "making-"));
  try {
    await make(making);
    renameSync(making, path);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    if (!existsSync(path)) throw error;
  }
  return path;
}

function fingerprint(paths: readonly string[]): string {
  const hash = createHash("sha256");
  for (const path of paths) {
    const bytes = readFileSync(join(root, path));
    hash.update(`${path}\n${bytes.length}\n`).update(bytes);
  }
  return hash.digest("hex").slice(0, 16);
}

/** Yesterday's: nobody copies them any more. */
function clearShelf(): void {
  for (const name of readdirSync(shelf)) {
    const made = statSync(join(shelf, name), { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - made > OLD_MS) rmSync(join(shelf, name), { recursive: true, force: true });
  }
}
