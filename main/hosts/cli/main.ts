import process from "node:process";
import { terminalLanguage, terminalWords } from "../../../shared/i18n/terminal.ts";
import { readVersion } from "../../core/port/version.ts";
import { createOutput } from "./output.ts";
import { runCommandLine } from "./program.ts";
import { leaveNoDump } from "../../core/port/leave-no-dump.ts";

leaveNoDump();

// A reader that has seen enough (`| head`) is no fault.
process.stdout.on("error", () => process.exit(0));

/** `npm run guichet -- COMMAND`. Exit codes: exit-codes.ts. */
try {
  process.exitCode = await runCommandLine(process.argv.slice(2), { env: process.env, input: process.stdin, stdout: process.stdout, stderr: process.stderr, version: readVersion() });
} catch (error) {
  // A bug: told with its code, and its stack on stderr for whoever mends it.
  process.exitCode = createOutput(process.argv.includes("--json"), terminalWords(terminalLanguage(process.env))).failure({ code: "G5001" });
  console.error(error);
}
process.stdin.destroy();
