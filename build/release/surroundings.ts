import { releaseWords, type ReleaseWords } from "../../shared/i18n/release-words.ts";
import { terminalLanguage } from "../../shared/i18n/terminal.ts";
import type { ReleaseFault } from "../../shared/release/fault.ts";
import type { TrustedKey } from "../../shared/release/trusted-keys.ts";
import type { TerminalInput } from "../../main/hosts/cli/secrets.ts";
import { exitCodeOf, type ExitCode } from "./exit-codes.ts";

type Sink = { readonly write: (text: string) => unknown };
/** What a command of `npm run release` is run in; tests give their own. */
export type Terminal = {
  readonly env: { readonly [name: string]: string | undefined };
  readonly input: TerminalInput;
  readonly stdout: Sink;
  readonly stderr: Sink & { readonly isTTY?: boolean };
  readonly nowMs: () => number;
  readonly keys: readonly TrustedKey[];
  readonly fetch: typeof globalThis.fetch;
  /** Version of package.json. */
  readonly version: string;
};
export type Surroundings = Terminal & {
  readonly words: ReleaseWords;
  readonly json: boolean;
  /** The answer: a sentence, or with `--json` one document. */
  readonly answer: (text: string, document: unknown) => ExitCode;
  /** Each reason with what to do; answers the exit code. */
  readonly refuse: (faults: readonly ReleaseFault[]) => ExitCode;
};

export function surroundingsOf(terminal: Terminal, language: "fr" | "en", json: boolean): Surroundings {
  const words = releaseWords(language);
  const document = (value: unknown): void => void terminal.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
  return {
    ...terminal, words, json,
    answer: (text, value) => {
      if (json) document(value);
      else terminal.stdout.write(`${text}\n`);
      return 0;
    },
    refuse: (faults) => {
      if (json) document({ refused: faults.map((fault) => ({ ...fault, message: words.reason(fault) })) });
      else for (const fault of faults) terminal.stderr.write(`${words.reason(fault)}\n`);
      return exitCodeOf(faults.map(({ reason }) => reason));
    },
  };
}

/** `--lang` wherever it stands, else the terminal's. Known before the command line is parsed: its faults are told in it. */
export function languageOf(argv: readonly string[], env: Terminal["env"]): "fr" | "en" {
  const at = argv.findIndex((word) => word === "--lang" || word.startsWith("--lang="));
  const given = at === -1 ? undefined : argv[at]?.split("=")[1] ?? argv[at + 1];
  return given === "en" || given === "fr" ? given : terminalLanguage(env);
}
