import type { Language } from "../shared/i18n/format.ts";
import { faultText } from "../shared/i18n/field-words.ts";
import { terminalWords } from "../shared/i18n/terminal.ts";
import { words } from "../shared/i18n/texts.ts";
import type { CodedError } from "../shared/kernel/error-codes.ts";

/** The same sentences as a workstation says, and the reason beside each field. */
export function errorLine(error: CodedError, language: Language): string {
  const reasons = (error.fields ?? []).map(({ reason }) => faultText(reason, words[language]));
  return [terminalWords(language).error(error), ...reasons].join("\n");
}
