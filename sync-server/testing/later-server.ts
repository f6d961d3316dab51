import process from "node:process";
import { runCommand } from "../run-command.ts";
import { laterSteps } from "../store/testing/next-steps.ts";
import { openAnotherStore } from "./open-another-store.ts";

await runCommand(process.argv.slice(2), openAnotherStore(laterSteps));
