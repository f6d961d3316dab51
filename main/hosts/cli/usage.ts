import type { CommanderError, Option } from "commander";
import type { TerminalText, TerminalWords } from "../../../shared/i18n/terminal.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import type { Terminal } from "./program.ts";

type Say = TerminalWords["say"];

const faults: { readonly [code: string]: TerminalText } = {
  "commander.unknownCommand": "usage.unknownCommand",
  "commander.unknownOption": "usage.unknownOption",
  "commander.missingArgument": "usage.missingArgument",
  "commander.missingMandatoryOptionValue": "usage.missingOption",
  "commander.optionMissingArgument": "usage.optionNeedsValue",
  "commander.invalidArgument": "usage.wrongValue",
  "commander.excessArguments": "usage.tooMany",
};
const titles: { readonly [title: string]: TerminalText } = { "Usage:": "usage.title", "Options:": "usage.options", "Commands:": "usage.commands", "Arguments:": "usage.arguments", "Global Options:": "usage.globalOptions" };

export function helpTitle(title: string, say: Say): string {
  const key = titles[title];
  return key === undefined ? title : say(key);
}

/** Choices and default in the language of the help, where commander would add its own English. */
export function optionText({ description, argChoices, defaultValue }: Option, say: Say): string {
  const choices = argChoices === undefined ? [] : [`(${say("cli.choices", { values: argChoices.join(", ") })})`];
  const byDefault = defaultValue === undefined ? [] : [`(${say("cli.byDefault", { value: String(defaultValue) })})`];
  return [description, ...choices, ...byDefault].join(" ");
}

/** What is wrong with the command line, in its language; as one document with `--json`. */
export function usageFault({ code, message }: CommanderError, json: boolean, say: Say, { stdout, stderr }: Terminal): ExitCode {
  const key = faults[code];
  const what = /'([^']+)'/.exec(message)?.[1] ?? "";
  // Help on its own says enough; our own faults come already in words.
  const said = key === undefined ? message.replace(/^error: /, "") : say(key, { what });
  if (json) stdout.write(`${JSON.stringify({ error: { message: said } })}\n`);
  else if (code !== "commander.help") stderr.write(`${said} ${say("usage.seeHelp")}\n`);
  return EXIT.usage;
}
