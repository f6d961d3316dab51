import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A disk of its own size, in memory, that a test may fill. */
export type SmallDisk = { readonly dir: string; /** To the last byte. */ readonly fill: () => void; /** Gives back what {@link SmallDisk.fill} took. */ readonly free: () => void; readonly remove: () => void };

/** Undefined where this system does not let us mount one. */
export function openSmallDisk(mebibytes: number): SmallDisk | undefined {
  const dir = mkdtempSync(join(tmpdir(), "guichet-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${mebibytes}m`, "tmpfs", dir], { stdio: "ignore" });
  } catch {
    rmSync(dir, { recursive: true, force: true });
    return undefined;
  }
  const filler = join(dir, "filler");
  return {
    dir,
    fill: () => {
      for (const chunk of [1_048_576, 65_536, 4_096, 64]) append(filler, chunk);
    },
    free: () => rmSync(filler, { force: true }),
    remove: () => {
      execFileSync("umount", ["-l", dir], { stdio: "ignore" });
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function append(path: string, chunk: number): void {
  try {
    for (;;) writeFileSync(path, new Uint8Array(chunk), { flag: "a" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
  }
}
