import type { Parser } from "./parser.ts";
import { centreParsers } from "./parsers/centre.ts";
import { changeParsers } from "./parsers/changes.ts";
import { deskParsers } from "./parsers/desk.ts";
import { documentParsers } from "./parsers/documents.ts";
import { entryParsers } from "./parsers/entries.ts";
import { evidenceParsers } from "./parsers/evidence.ts";
import { keptFileParsers } from "./parsers/kept-files.ts";
import { networkParsers } from "./parsers/network.ts";
import { recoveryParsers } from "./parsers/recovery.ts";
import { packParsers } from "./parsers/packs.ts";
import { releaseParsers } from "./parsers/releases.ts";
import { sealedParsers } from "./parsers/sealed.ts";
import { settingParsers } from "./parsers/settings.ts";
import { signInParsers } from "./parsers/sign-in.ts";
import { tableParsers } from "./parsers/tables.ts";

/** Every parser of what comes from outside: the network, a file, a person, another program. */
export const parsers: readonly Parser[] = [
  ...centreParsers, ...changeParsers, ...sealedParsers, ...tableParsers, ...documentParsers, ...entryParsers, ...keptFileParsers, ...settingParsers,
  ...networkParsers, ...signInParsers, ...releaseParsers, ...evidenceParsers, ...deskParsers,
  ...recoveryParsers,
  ...packParsers,
];

export function parserOf(name: string): Parser {
  const found = parsers.find((parser) => parser.name === name);
  if (found === undefined) throw new Error(`no parser is called ${name}`);
  return found;
}
