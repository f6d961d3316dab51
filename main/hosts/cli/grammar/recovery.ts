import type { Command } from "commander";
import { recover, type RecoverOptions } from "../commands/recover.ts";
import { makeRecoveryKey, publishRecoveryKey, showRecoveryKey, withdrawRecoveryKey } from "../commands/recovery-key.ts";
import { endRecovery, showRecovery, writeRecovery } from "../commands/recovery.ts";
import type { CommandSet } from "./command-set.ts";

/** After a restored centre, and after a forgotten passphrase. */
export function addRecoveryCommands({ command, say, given, ends, isTyped }: CommandSet): void {
  command("recovery", say("cli.recovery"))
    .argument(`[${say("arg.action")}]`, say("cli.recoveryAction"))
    .option(`--out <${say("arg.report")}>`, say("cli.recoveryOut"))
    .action(async (action: string | undefined, { out }: { out?: string }, self: Command) => {
      if (action === "report" && out !== undefined) ends(await writeRecovery(given(), out));
      else if (action === "end" && out === undefined) ends(await endRecovery(given()));
      else if ((action === undefined || action === "show") && out === undefined) ends(await showRecovery(given()));
      else self.error(say("cli.recoveryWhat"));
    });
  command("recovery-key", say("cli.recoveryKey"))
    .argument(`[${say("arg.action")}]`, say("cli.recoveryKeyAction"))
    .option(`--out <${say("arg.table")}>`, say("cli.recoveryKeyOut"))
    .option(`--key <${say("arg.table")}>`, say("cli.recoveryKeyFile"))
    .action(async (action: string | undefined, { out, key }: { out?: string; key?: string }, self: Command) => {
      if ((action === undefined || action === "make") && out !== undefined && key === undefined) ends(await makeRecoveryKey(given(), out, isTyped()));
      else if (action === "publish" && key !== undefined && out === undefined) ends(await publishRecoveryKey(given(), key));
      else if (action === "withdraw" && key === undefined && out === undefined) ends(await withdrawRecoveryKey(given()));
      else if ((action === undefined || action === "show") && key === undefined && out === undefined) ends(await showRecoveryKey(given()));
      else self.error(say("cli.recoveryKeyWhat"));
    });
  command("recover", say("cli.recover"))
    .argument(`<${say("arg.table")}>`, say("cli.recoverRequest"))
    .option(`--key <${say("arg.table")}>`, say("cli.recoveryKeyFile"))
    .option(`--code <${say("arg.value")}>`, say("cli.recoverCode"))
    .option(`--out <${say("arg.table")}>`, say("cli.recoverOut"))
    .action(async (file: string, options: RecoverOptions) => { ends(await recover(given(), file, options, Date.now())); });
}
