import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { formats, type Format } from "../../../shared/i18n/format.ts";
import type { TerminalWords } from "../../../shared/i18n/terminal.ts";
import { faultLines } from "./file-in-words.ts";
import { exitCodeOf, type ExitCode } from "./exit-codes.ts";

/** Where a command speaks. With `--json`, stdout holds one JSON document and nothing else; stderr no progress, unless it is a terminal. */
export type Output = {
  readonly json: boolean;
  readonly words: TerminalWords;
  readonly format: Format;
  /** To stdout, for a person. */
  readonly line: (text: string) => void;
  /** To stderr: progress and remarks. */
  readonly note: (text: string) => void;
  /** To stdout, for a program; once a command. */
  readonly document: (value: unknown) => void;
  /** The failure, in words or as `{ "error": { code, message, … } }`; answers its exit code. */
  readonly failure: (error: CodedError) => ExitCode;
};

export type Sink = { readonly write: (text: string) => unknown };

export function createOutput(json: boolean, words: TerminalWords, stdout: Sink = process.stdout, stderr: Sink = process.stderr): Output {
  const document = (value: unknown): void => void (json && stdout.write(`${JSON.stringify(value, undefined, 2)}\n`));
  return {
    json,
    words,
    format: formats[words.language],
    line: (text) => void (!json && stdout.write(`${text}\n`)),
    note: (text) => void stderr.write(`${text}\n`),
    document,
    failure: (error) => {
      const message = words.error(error);
      if (json) document({ error: { ...error, message } });
      else {
        stderr.write(`${message}\n`);
        for (const line of faultLines(error, words)) stderr.write(`${line}\n`);
      }
      return exitCodeOf(error);
    },
  };
}
