import { InvalidArgumentError, type Command, type Option } from "commander";
import type { TerminalWords } from "../../../../shared/i18n/terminal.ts";
import type { Surroundings } from "../commands/command.ts";
import type { ExitCode } from "../exit-codes.ts";
import type { TerminalInput } from "../secrets.ts";

/** What a set of commands is written with: how one is begun, and what is around it once it runs. */
export type CommandSet = {
  readonly command: (name: string, description: string) => Command;
  readonly say: TerminalWords["say"];
  /** `--timeout`, in seconds. */
  readonly patience: () => Option;
  /** Where and for whom the command runs, by the options of the whole line. */
  readonly given: () => Surroundings;
  /** The centre's address, by option, environment or default. */
  readonly serverUrl: () => Promise<string>;
  /** A passphrase was given without a person who types. */
  readonly hasPassphrase: () => boolean;
  /** Nobody sees what is typed: a new passphrase is asked for twice. */
  readonly isTyped: () => boolean;
  readonly terminal: { readonly env: { readonly [name: string]: string | undefined }; readonly input: TerminalInput };
  /** Hears how the command ended. */
  readonly ends: (code: ExitCode) => void;
};

export function toCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 1_000_000) throw new InvalidArgumentError(text);
  return count;
}

/** A count that may be none: who has no file has nothing to hand on, and says so. */
export const toCountOrNone = (text: string): number => (text === "0" ? 0 : toCount(text));
