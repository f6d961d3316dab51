import { Command, CommanderError, Option } from "commander";
import { commands } from "./commands.ts";
import { EXIT, ToldExit, type ExitCode } from "./exit-codes.ts";
import { languageOf, surroundingsOf, type Terminal } from "./surroundings.ts";

/** Runs one command line of `npm run release`; answers its exit code. Nothing is thrown for what a person may type or a disk may do. */
export async function runRelease(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const around = surroundingsOf(terminal, languageOf(argv, terminal.env), argv.includes("--json"));
  const { say } = around.words;
  let code: ExitCode = EXIT.done;
  const run = async (work: () => Promise<ExitCode>): Promise<void> => {
    code = await work();
  };
  const program = new Command("release")
    .description(say("cli.description"))
    .addOption(new Option("--lang <fr|en>", say("cli.lang")).choices(["fr", "en"]))
    .option("--json", say("option.json"))
    .addHelpText("after", `\n${say("cli.exitCodes")}`)
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ writeOut: (text) => void terminal.stdout.write(text), writeErr: () => undefined });
  for (const add of commands) add(program, around, run);
  for (const command of program.commands) {
    command.exitOverride().addOption(new Option("--lang <fr|en>").choices(["fr", "en"]).hideHelp()).addOption(new Option("--json").hideHelp());
    command.configureOutput({ writeOut: (text) => void terminal.stdout.write(text), writeErr: () => undefined });
  }
  try {
    await program.parseAsync(argv, { from: "user" });
    return code;
  } catch (error) {
    const told = tell(error);
    if (told === undefined) throw error;
    if (told.message !== "") terminal.stderr.write(`${told.message}\n`);
    return told.code;
  }

  function tell(error: unknown): { readonly code: ExitCode; readonly message: string } | undefined {
    if (error instanceof ToldExit) return error;
    if (error instanceof CommanderError) return error.exitCode === 0 ? { code: EXIT.done, message: "" } : { code: EXIT.usage, message: say("usage.wrong", { what: error.message.replace(/^error: /, "") }) };
    if (error instanceof Error && "syscall" in error && "code" in error) return { code: EXIT.storage, message: say("fault.file", { path: "path" in error ? String(error.path) : "", why: String(error.code) }) };
    return undefined;
  }
}
