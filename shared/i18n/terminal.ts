import type { CodedError } from "../kernel/error-codes.ts";
import { cli as englishCli } from "./en/cli.ts";
import { errors as englishErrors } from "./en/errors.ts";
import { cli as frenchCli } from "./fr/cli.ts";
import { errors as frenchErrors } from "./fr/errors.ts";
import type { Language } from "./format.ts";

export type TerminalText = keyof typeof frenchCli;
type Holes = { readonly [hole: string]: string | number };

/** What is written in a terminal, in one language: sentences of the command line, and errors in words. */
export type TerminalWords = {
  readonly language: Language;
  readonly say: (key: TerminalText, holes?: Holes) => string;
  /** What happened, what became of the work, what to do, the code, and the folder concerned where there is one. */
  readonly error: (error: CodedError) => string;
};

const words = { fr: { cli: frenchCli, errors: frenchErrors }, en: { cli: englishCli, errors: englishErrors } } as const;

export function terminalWords(language: Language): TerminalWords {
  const { cli, errors } = words[language];
  return {
    language,
    say: (key, holes = {}) => fill(cli[key], holes),
    error: ({ code, params = {} }) => {
      const holes = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, typeof value === "object" ? value.join(", ") : value]));
      const sentences = [errors[`${code}.happened`], errors[`${code}.work`], errors[`${code}.todo`]];
      const where = typeof holes["folder"] === "string" ? ` · ${holes["folder"]}` : "";
      return `${sentences.map((sentence) => fill(sentence, holes)).join(" ")} (${code}${where})`;
    },
  };
}

/** The language of a terminal from its environment (LC_ALL, LC_MESSAGES, LANG); French where it says nothing known. */
export function terminalLanguage(environment: { readonly [name: string]: string | undefined }): Language {
  const named = environment["LC_ALL"] || environment["LC_MESSAGES"] || environment["LANG"] || "";
  return named.toLowerCase().startsWith("en") ? "en" : "fr";
}

const fill = (text: string, holes: Holes): string => text.replaceAll(/\{(\w+)\}/g, (hole, name: string) => String(holes[name] ?? hole));
