import { closeSync, fsyncSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { createOnDiskFolder, isRamDisk } from "../../build/test/on-disk-folder.ts";
import { median } from "./result.ts";

/** A temporary folder on a real disk, removed by `remove`. */
export function diskFolder(): { readonly path: string; readonly remove: () => void } {
  const path = createOnDiskFolder("guichet-bench-");
  if (isRamDisk(path)) throw new Error(`${path} is in memory: nothing measured there would be durable`);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Median milliseconds of writing 4 KiB and fsync, over 100 rounds: what every durable commit costs here at least. */
export function fsyncMedianMs(folder: string): number {
  const path = join(folder, "fsync-probe");
  const file = openSync(path, "w");
  const block = Buffer.alloc(4096, 1);
  const times = Array.from({ length: 100 }, () => {
    const start = performance.now();
    writeSync(file, block, 0, block.length, 0);
    fsyncSync(file);
    return performance.now() - start;
  });
  closeSync(file);
  rmSync(path);
  return median(times);
}
