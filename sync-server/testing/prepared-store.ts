import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { constants, cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { createPgliteDriver } from "../store/pglite.ts";

/**
 * Stores made once, and copied by every test that needs one without being about its making: PostgreSQL's initdb takes two seconds of a
 * core, its copy a tenth of one. Kept in build/out, under names that change with what made them.
 */
const root = join(import.meta.dirname, "../..");
const shelf = join(root, "build/out/prepared");
const OLD_MS = 24 * 3_600_000;

/** Puts a PGlite store into `folder` on which nothing was done yet: initdb has run, no migration has. */
export async function putEmptyStore(folder: string): Promise<void> {
  put(await prepared("empty", [], async (making) => await (await createPgliteDriver({ folder: making })).close()), folder);
}

/** Puts a demonstration into `dataDir` (GUICHET_DATA) as a first start and a stop leave it. All copies are the same centre, with the same keys. */
export async function putDemonstration(dataDir: string): Promise<void> {
  put(await prepared("demonstration", sources(), makeDemonstration), dataDir);
}

const put = (from: string, to: string): void => cpSync(from, to, { recursive: true, mode: constants.COPYFILE_FICLONE });

async function makeDemonstration(making: string): Promise<void> {
  await putEmptyStore(join(making, "store"));
  const env = { PATH: process.env["PATH"], GUICHET_DEMONSTRATION: "1", GUICHET_PORT: "0", GUICHET_DATA: making };
  const server = spawn(process.execPath, [join(root, "sync-server/main.ts")], { env, stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  server.stdout.on("data", (chunk: Buffer) => {
    const isFirst = !said.includes('"listening"');
    said += chunk.toString();
    if (isFirst && said.includes('"listening"')) server.kill("SIGTERM");
  });
  const [code] = await once(server, "exit");
  if (code !== 0) throw new Error(`the server that prepares the demonstration ended with ${String(code)}: ${said}`);
}

/** What a demonstration is made by: change it, and the next test makes another. */
function sources(): readonly string[] {
  const isProduct = (path: string): boolean => !/\.test\.ts$|[\\/]testing[\\/]|[\\/]contract[\\/]/.test(path);
  return [...globSync("sync-server/**/*.ts", { cwd: root }), ...globSync("shared/kernel/*.ts", { cwd: root })].filter(isProduct).toSorted();
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
