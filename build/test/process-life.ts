import { readFileSync } from "node:fs";

/** True while the process runs. One that has ended but was not yet collected by its parent counts as ended. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  return !isZombie(pid);
}

/** Waits without an event loop, for exit handlers, which have none. @returns true when it ended in time */
export function waitForEnd(pid: number, limitMs: number): boolean {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (const end = Date.now() + limitMs; Date.now() < end; Atomics.wait(pause, 0, 0, 10)) {
    if (!isRunning(pid)) return true;
  }
  return !isRunning(pid);
}

/** Only Linux says so in a file: state `Z`, after the name in parentheses. */
function isZombie(pid: number): boolean {
  if (process.platform !== "linux") return false;
  try {
    return /\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return true; // gone between the two questions
  }
}
