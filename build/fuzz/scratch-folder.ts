import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** For readers that are given a path: one folder, whose file is another at each input. */
export function scratchFolder(file: string) {
  const folder = mkdtempSync(join(tmpdir(), "guichet-fuzz-"));
  return { folder, path: join(folder, file), put: (bytes: Uint8Array): void => writeFileSync(join(folder, file), bytes), remove: (): void => rmSync(folder, { recursive: true, force: true }) };
}
