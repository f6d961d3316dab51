import type { FileId } from "../../../shared/kernel/ids.ts";
import { listWorkingFiles } from "../db/working-copy.ts";
import type { Logger } from "../deps.ts";
import type { Desk } from "./desk.ts";
import { sealFile } from "./file-work.ts";

/** Seals what was typed once nobody types there any more, so that it leaves for the centre without being asked. */
export type QuietSealer = {
  readonly typed: (file: FileId) => void;
  /** Everything typed, now: before locking and closing. */
  readonly sealAll: () => void;
  readonly stop: () => void;
};

export const QUIET_MS = 10_000;

/** What a crash left unsealed is sealed after the same quiet, as if it had just been typed. */
export function createQuietSealer(desk: Desk, log: Logger): QuietSealer {
  const timers = new Map<FileId, NodeJS.Timeout>();

  function seal(file: FileId): void {
    clearTimeout(timers.get(file));
    timers.delete(file);
    try {
      const sealed = sealFile(desk, file);
      if (!sealed.ok) log.warn("seal-failed", { code: sealed.error.code });
    } catch (error) {
      // A bug of ours, in a timer: what was typed stays in the working copy, and the other files are sealed.
      log.error("seal-bug", { kind: error instanceof Error ? error.name : typeof error });
    }
  }
  function typed(file: FileId): void {
    clearTimeout(timers.get(file));
    timers.set(file, setTimeout(seal, QUIET_MS, file));
  }

  for (const { file } of listWorkingFiles(desk.db.read)) typed(file);
  return {
    typed,
    sealAll: () => listWorkingFiles(desk.db.read).forEach(({ file }) => seal(file)),
    stop: () => {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}
