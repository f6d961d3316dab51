import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";

export class FolderBusy extends Error {
  readonly folder: string;
  readonly holder: number;
  constructor(folder: string, holder: number) {
    super(`Another process (${holder}) has the store in ${folder} open.`);
    this.folder = folder;
    this.holder = holder;
  }
}

/**
 * Takes `folder` for this process until the answered function is called. A lock left by a process that is gone, or whose number now
 * belongs to a younger one, is taken over.
 * @throws FolderBusy
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, "guichet.lock");
  for (let attempt = 0; ; attempt += 1) {
    try {
      const file = openSync(path, "wx", 0o600);
      writeSync(file, `${process.pid} ${startedAt(process.pid) ?? ""}`);
      closeSync(file);
      return () => rmSync(path, { force: true });
    } catch (error) {
      if (!(error instanceof Error) || !("code" in error) || error.code !== "EEXIST") throw error;
      const holder = liveHolder(path);
      if (holder !== undefined || attempt > 3) throw new FolderBusy(folder, holder ?? 0);
      rmSync(path, { force: true });
    }
  }
}

function liveHolder(path: string): number | undefined {
  try {
    const [pid, started] = readFileSync(path, "utf8").split(" ");
    const holder = Number(pid);
    if (!Number.isInteger(holder) || holder <= 0) return undefined;
    if (holder !== process.pid) process.kill(holder, 0);
    const now = startedAt(holder);
    return now === undefined || started === "" || now === started ? holder : undefined;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM" ? 0 : undefined;
  }
}

/** When a process began, in the kernel's ticks; undefined where /proc is not there to ask. */
function startedAt(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ")[19];
  } catch {
    return undefined;
  }
}
