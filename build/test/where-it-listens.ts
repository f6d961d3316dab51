import type { ChildProcessByStdio } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

/** The address that a server's program writes to its log once it listens. `onLine`: every line of it. Rejects where the program ends first, with what `said` gives. */
export function whereItListens(child: ChildProcessByStdio<null, Readable, Readable | null>, { onLine = () => undefined, said = () => "" }: { readonly onLine?: (line: string) => void; readonly said?: () => string } = {}): Promise<string> {
  return new Promise<string>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`the server ended with ${String(code)} before it listened${said() === "" ? "" : `: ${said()}`}`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const address = /"address":"([^"]+)"/.exec(line)?.[1];
      if (address !== undefined) resolve(address);
      onLine(line);
    });
  });
}
