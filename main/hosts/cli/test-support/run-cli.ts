import { Readable } from "node:stream";
import { runCommandLine, type Terminal } from "../program.ts";
import type { ExitCode } from "../exit-codes.ts";

export type Ran = { readonly code: ExitCode; readonly out: string; readonly err: string };

/** One command line as a script runs it: its input, its environment, what it wrote where, its exit code. */
export async function runCli(argv: readonly string[], over: { readonly input?: string; readonly env?: Terminal["env"]; readonly createCore?: Terminal["createCore"] } = {}): Promise<Ran> {
  let [out, err] = ["", ""];
  const code = await runCommandLine(argv, {
    env: over.env ?? { LANG: "fr_FR.UTF-8" },
    input: Readable.from([over.input ?? ""]),
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
    version: "0.0.0-test",
    createCore: over.createCore,
  });
  return { code, out, err };
}
