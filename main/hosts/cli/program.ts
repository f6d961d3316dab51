import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { terminalLanguage, terminalWords } from "../../../shared/i18n/terminal.ts";
import { chooseServerUrl } from "../../core/control/choose-data-dir.ts";
import { defaultDataDir } from "../../core/port/data-dir.ts";
import { DEFAULT_SERVER_URL, readServerUrl } from "../../core/port/server-url.ts";
import type { Surroundings } from "./commands/command.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import { addAdministrationCommands } from "./grammar/administration.ts";
import { addAuditorCommands } from "./grammar/auditors.ts";
import { toCount, type CommandSet } from "./grammar/command-set.ts";
import { addContactCommands } from "./grammar/contact.ts";
import { addFileCommands } from "./grammar/files.ts";
import { addRecoveryCommands } from "./grammar/recovery.ts";
import { addToolCommands } from "./grammar/tools.ts";
import type { CorePlace } from "./open-desk.ts";
import { createOutput, type Output, type Sink } from "./output.ts";
import { fileFaultOf, fileFaultText } from "./read-text-file.ts";
import { readPassphrase, type TerminalInput } from "./secrets.ts";
import { helpTitle, optionText, usageFault } from "./usage.ts";

export type Terminal = {
  readonly env: { readonly [name: string]: string | undefined };
  readonly input: TerminalInput;
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly version: string;
  /** For tests: another core. */
  readonly createCore?: CorePlace["createCore"] | undefined;
};

type GlobalOptions = {
  readonly data?: string;
  readonly server?: string;
  readonly json?: true;
  readonly lang: "fr" | "en";
  readonly profile?: string;
  readonly passphraseStdin?: true;
};

/** As the help lists them. */
const SETS = [
  ["usage.groupContact", addContactCommands],
  ["usage.groupFiles", addFileCommands],
  ["usage.groupAdministration", addAdministrationCommands],
  ["usage.groupRecovery", addRecoveryCommands],
  ["usage.groupAuditors", addAuditorCommands],
  ["usage.groupTools", addToolCommands],
] as const;

/** Runs one command line; answers its exit code. Nothing is thrown for what a person may type. */
export async function runCommandLine(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = EXIT.done;
  const { say } = terminalWords(readLanguage(argv, terminal.env));
  const program = new Command("guichet")
    .usage(`[options] [${say("arg.command")}]`)
    .description(say("cli.description"))
    .version(terminal.version, "-V, --version", say("cli.version"))
    .helpOption("-h, --help", say("cli.help"))
    .option(`--data <${say("arg.folder")}>`, say("cli.data", { folder: defaultDataDir(process.platform, terminal.env) }))
    .addOption(new Option(`--server <${say("arg.address")}>`, say("cli.server", { address: DEFAULT_SERVER_URL })).argParser(toServerUrl))
    .option("--json", say("cli.json"))
    .addOption(new Option(`--lang <${say("arg.language")}>`, say("cli.lang")).choices(["fr", "en"]).default(terminalLanguage(terminal.env)))
    .option(`--profile <${say("arg.name")}>`, say("cli.profile"))
    .option("--passphrase-stdin", say("cli.passphraseStdin"))
    .addHelpText("after", `\n${say("cli.exitCodes")}`)
    .helpCommand(false)
    .exitOverride()
    .configureHelp({ styleTitle: (title) => helpTitle(title, say), optionDescription: (option) => optionText(option, say), showGlobalOptions: true })
    .configureOutput({ writeOut: (text) => void terminal.stdout.write(text), writeErr: (text) => void terminal.stderr.write(text), outputError: () => undefined });

  const outOf = (options: GlobalOptions): Output => createOutput(options.json === true, terminalWords(options.lang), terminal.stdout, terminal.stderr);
  const given = (): Surroundings => {
    const options = program.opts<GlobalOptions>();
    const out = outOf(options);
    return {
      out,
      profile: options.profile,
      place: { version: terminal.version, dataDir: options.data, serverUrl: options.server, createCore: terminal.createCore },
      passphrase: () => passphraseOf(options, out, terminal),
    };
  };
  const hasPassphrase = (): boolean => program.opts<GlobalOptions>().passphraseStdin === true || Boolean(terminal.env["GUICHET_PASSPHRASE_FILE"]);
  const set: CommandSet = {
    say, given, terminal, hasPassphrase,
    command: (name, description) => program.command(name).description(description).exitOverride(),
    patience: () => new Option(`--timeout <${say("arg.seconds")}>`, say("cli.timeout")).argParser(toCount).default(600),
    serverUrl: () => chooseServerUrl(program.opts<GlobalOptions>().server, terminal.env),
    isTyped: () => !hasPassphrase() && terminal.input.isTTY === true,
    ends: (with_) => void (code = with_),
  };
  for (const [heading, addCommands] of SETS) {
    program.commandsGroup(say(heading));
    addCommands(set);
  }

  try {
    await program.parseAsync([...argv], { from: "user" });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.done : usageFault(error, argv.includes("--json"), say, terminal);
  }
}

/** A file that cannot be read is said, and is no passphrase. */
async function passphraseOf({ passphraseStdin }: GlobalOptions, { words, note }: Output, { env, input }: Terminal): Promise<string | undefined> {
  try {
    return await readPassphrase({ fromStdin: passphraseStdin === true, env, input, prompt: words.say("cli.askPassphrase") });
  } catch (error) {
    note(words.say("cli.passphraseFile", { why: fileFaultText(fileFaultOf(env["GUICHET_PASSPHRASE_FILE"] ?? "", error), words) }));
    return undefined;
  }
}

/** Read ahead of the rest: the help is in the language asked for. */
function readLanguage(argv: readonly string[], env: Terminal["env"]): "fr" | "en" {
  const at = argv.findIndex((word) => word === "--lang" || word.startsWith("--lang="));
  const asked = at === -1 ? undefined : (argv[at]?.split("=")[1] ?? argv[at + 1]);
  return asked === "fr" || asked === "en" ? asked : terminalLanguage(env);
}

function toServerUrl(text: string): string {
  const url = readServerUrl(text);
  if (url === undefined) throw new InvalidArgumentError(text);
  return url;
}
