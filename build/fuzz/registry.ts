import type { Parser } from "./parser.ts";
import { changeParsers } from "./parsers/changes.ts";

/** Every parser of what comes from outside: the network, a file, a person, another program. */
export const parsers: readonly Parser[] = [...changeParsers];

export function parserOf(name: string): Parser {
  const found = parsers.find((parser) => parser.name === name);
  if (found === undefined) throw new Error(`no parser is called ${name}`);
  return found;
}
