import type { ChildProcess } from "node:child_process";
import process from "node:process";

const ours = new Set<ChildProcess>();
process.once("exit", () => ours.forEach((child) => child.kill("SIGKILL")));

/** Whatever ends us ends what we started. */
export function endWithUs(child: ChildProcess): void {
  ours.add(child);
  child.once("exit", () => ours.delete(child));
}
