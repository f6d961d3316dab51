import { execFile } from "node:child_process";

/** Does the file carry a signature of that authority, over the bytes it has now? By osslsigncode's exit code, and its words when it says no. */
export function verifyFile(tool: string, path: string, authority: string): Promise<{ readonly ok: boolean; readonly said: string }> {
  return new Promise((resolve) => {
    execFile(tool, ["verify", "-CAfile", authority, "-in", path], { timeout: 60_000 }, (error, stdout, stderr) => resolve({ ok: error === null, said: `${stdout}${stderr}` }));
  });
}
