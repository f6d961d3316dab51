import process from "node:process";
import { runCommand } from "./run-command.ts";
import { leaveNoDump } from "./leave-no-dump.ts";

leaveNoDump();

await runCommand(process.argv.slice(2));
