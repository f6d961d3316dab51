import { statfs } from "node:fs/promises";

/** What is free is looked at again after so long: a folder on a slow disk is not asked with each message. */
const AGAIN_MS = 60_000;
const MIB = 1_048_576;

/** Free for this account where the folder is, MiB, as it was a moment ago; undefined until the system has said. Nobody waits for it. */
export function createDiskGauge(folder: string, now: () => number): () => number | undefined {
  let askedAt = -Infinity;
  let free: number | undefined;
  const look = (): void => {
    askedAt = now();
    statfs(folder).then(({ bavail, bsize }) => void (free = Math.floor((bavail * bsize) / MIB)), () => void (free = undefined));
  };
  look();
  return () => {
    if (Math.abs(now() - askedAt) >= AGAIN_MS) look();
    return free;
  };
}
