import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A frame of the write-ahead log: its head, then one page. */
const LOG_HEAD = 32;
const FRAME_HEAD = 24;
const FRAME = FRAME_HEAD + 16_384;
const INSIDE_PAGE = 4_000;

/** Flips one bit of the only profile's log, a third of the way in, as a failing disk would. The program must not be running. Answers the profile's folder. */
export function spoilDatabase(dataDir: string): string {
  const [profile, ...others] = readdirSync(join(dataDir, "profiles"));
  if (profile === undefined || others.length > 0) throw new Error("not one profile");
  const folder = join(dataDir, "profiles", profile);
  const path = join(folder, "guichet.db-wal");
  const bytes = readFileSync(path);
  const frames = Math.floor((bytes.length - LOG_HEAD) / FRAME);
  const at = LOG_HEAD + FRAME * Math.floor(frames / 3) + FRAME_HEAD + INSIDE_PAGE;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path, bytes);
  return folder;
}
