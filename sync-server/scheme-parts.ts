import type { Language } from "../shared/i18n/format.ts";
import type { SchemeWords } from "../shared/i18n/scheme-words.ts";
import type { CommandOutput } from "./operator-command.ts";

/** What an order on versions of the rules is carried out with. */
export type SchemeParts = { readonly said: SchemeWords; readonly language: Language; readonly output: CommandOutput; readonly signal: AbortSignal };
