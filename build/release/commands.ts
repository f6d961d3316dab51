import type { Command } from "commander";
import type { ExitCode } from "./exit-codes.ts";
import { addKeyCommand } from "./key-command.ts";
import { addMakeCommand } from "./make-command.ts";
import { addPublishCommand, addRollForwardCommand } from "./publish/publish-command.ts";
import { addHaltCommand, addPromoteCommand } from "./publish/reissue-commands.ts";
import { addSbomCommand } from "./publish/sbom-command.ts";
import { addSignCommand } from "./sign-command.ts";
import type { Surroundings } from "./surroundings.ts";
import { addVerifyCommand } from "./verify-command.ts";

/** Adds one command to the program; `run` wraps its work, which answers an exit code. */
export type AddCommand = (program: Command, surroundings: Surroundings, run: (work: () => Promise<ExitCode>) => Promise<void>) => void;

/** Every command of `npm run release`. */
export const commands: readonly AddCommand[] = [addKeyCommand, addSbomCommand, addMakeCommand, addSignCommand, addVerifyCommand, addPublishCommand, addPromoteCommand, addHaltCommand, addRollForwardCommand];
