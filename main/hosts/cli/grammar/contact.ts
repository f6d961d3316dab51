import type { Command } from "commander";
import { carryIn, carryOut } from "../commands/carry.ts";
import { ownDiagnostic } from "../commands/diagnostic.ts";
import { init } from "../commands/init.ts";
import { signOut } from "../commands/sign-out.ts";
import { status } from "../commands/status.ts";
import { sync } from "../commands/sync.ts";
import { verify } from "../commands/verify.ts";
import { readLines } from "../secrets.ts";
import type { CommandSet } from "./command-set.ts";

/** A profile, what passes between this workstation and the centre, and how both are looked at. */
export function addContactCommands({ command, say, given, ends, patience, hasPassphrase, terminal }: CommandSet): void {
  command("init", say("cli.init"))
    .requiredOption(`--user <${say("arg.name")}>`, say("cli.user"))
    .requiredOption("--secrets-stdin", say("cli.secretsStdin"))
    .action(async ({ user }: { user: string }) => { ends(await init(given(), user, await readLines(terminal.input, 2))); });
  command("sync", say("cli.sync"))
    .option("--reissue", say("cli.reissue"))
    .addOption(patience())
    .action(async ({ timeout, reissue }: { timeout: number; reissue?: true }) => { ends(await sync(given(), timeout * 1_000, reissue === true)); });
  command("status", say("cli.status")).action(async () => { ends(await status(given(), hasPassphrase())); });
  command("sign-out", say("cli.signOut")).action(async () => { ends(await signOut(given())); });
  command("verify", say("cli.verify"))
    .option("--centre", say("cli.verifyCentre"))
    .action(async ({ centre }: { centre?: true }) => { ends(await verify(given(), centre === true)); });
  command("diagnostic", say("cli.diagnostic"))
    .argument(`[${say("arg.table")}]`, say("cli.diagnosticFile"))
    .action(async (file: string | undefined) => { ends(await ownDiagnostic(given(), file)); });
  command("carry", say("cli.carry"))
    .argument(`<${say("arg.direction")}>`, say("cli.direction"))
    .argument(`<${say("arg.sealed")}>`, say("cli.sealedFile"))
    .action(async (direction: string, file: string, _options: unknown, self: Command) => {
      if (direction !== "out" && direction !== "in") self.error(say("cli.carryWhat"));
      ends(direction === "out" ? await carryOut(given(), file) : await carryIn(given(), file));
    });
}
