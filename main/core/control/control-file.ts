import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { isSameSecret } from "../same-secret.ts";

const FILE = "control.json";
/** What `sockaddr_un` holds on every system, with room to spare. */
const LONGEST_SOCKET_PATH = 100;

const controlSchema = z.object({ format: z.literal(1), path: z.string(), secret: z.string(), pid: z.int() });
export type Control = z.infer<typeof controlSchema>;

/** A place to listen at: beside the data, or in a private temporary folder when that path is too long for a socket. */
export function chooseControlPath(dataDir: string, unique: string, platform: NodeJS.Platform = process.platform): string {
  if (platform === "win32") return `\\\\.\\pipe\\guichet-${unique}`;
  const beside = join(dataDir, "control.sock");
  return Buffer.byteLength(beside) <= LONGEST_SOCKET_PATH ? beside : join(mkdtempSync(join(tmpdir(), "guichet-")), "control.sock");
}

/** Readable by its owner only: whoever reads it may speak to the core as that person. */
export function writeControl(dataDir: string, control: Control): void {
  const fresh = join(dataDir, `${FILE}.${control.pid}`);
  writeFileSync(fresh, JSON.stringify(control), { mode: 0o600 });
  renameSync(fresh, join(dataDir, FILE));
}

/** What the running Guichet of this folder wrote; undefined when none did. It may be gone since. */
export function readControl(dataDir: string): Control | undefined {
  try {
    return controlSchema.parse(JSON.parse(readFileSync(join(dataDir, FILE), "utf8")));
  } catch {
    return undefined;
  }
}

/** Forgets our own announcement, never one that another process has written since. */
export function removeControl(dataDir: string, secret: string): void {
  const known = readControl(dataDir);
  if (known !== undefined && isSameSecret(known.secret, secret)) rmSync(join(dataDir, FILE), { force: true });
}
