import type { CodedError, ErrorParams } from "../kernel/error-codes.ts";
import { cli as englishCli } from "./en/cli.ts";
import { errors as englishErrors } from "./en/errors.ts";
import { cli as frenchCli } from "./fr/cli.ts";
import { errors as frenchErrors } from "./fr/errors.ts";
import { fill, type Filling } from "./fill.ts";
import { formats, type Language } from "./format.ts";

export type TerminalText = keyof typeof frenchCli;

/** What is written in a terminal, in one language: sentences of the command line, and errors in words. */
export type TerminalWords = {
  readonly language: Language;
  readonly say: (key: TerminalText, holes?: Filling) => string;
  /** What happened, what became of the work, what to do, the code, and the folder concerned where there is one. */
  readonly error: (error: CodedError) => string;
};

const words = { fr: { cli: frenchCli, errors: frenchErrors }, en: { cli: englishCli, errors: englishErrors } } as const;

export function terminalWords(language: Language): TerminalWords {
  const { cli, errors } = words[language];
  const say: TerminalWords["say"] = (key, holes) => fill(cli[key], holes);
  return {
    language,
    say,
    error: ({ code, params = {} }) => {
      const holes = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, typeof value === "object" ? value.join(", ") : value]));
      const wait = typeof holes["seconds"] === "number" && WAITING.includes(code) ? [say("unlock.wait", { wait: formats[language].wait(holes["seconds"]) })] : [];
      const damage = code === "G1003" ? damageSentences(params, language, say) : sealedSentences(code, holes, say);
      // Nothing was copied aside where there was no room for it: the usual sentence would be untrue.
      const work = code === "G1003" && params["aside"] === "" ? [] : [errors[`${code}.work`]];
      const sentences = [errors[`${code}.happened`], ...work, ...damage, ...wait, errors[`${code}.todo`]];
      const where = typeof holes["folder"] === "string" ? ` · ${holes["folder"]}` : "";
      return `${sentences.map((sentence) => fill(sentence, holes)).join(" ")} (${code}${where})`;
    },
  };
}

/** Which part of a sealed file is damaged, or from which change on an earlier file is missing. */
function sealedSentences(code: CodedError["code"], holes: Filling, say: TerminalWords["say"]): readonly string[] {
  if (code === "G8001" && holes["part"] !== undefined) return [say("carry.damagedAt", holes)];
  return code === "G8005" && holes["from"] !== undefined ? [say("carry.missingFrom", holes)] : [];
}

const WAITING: readonly CodedError["code"][] = ["G1001", "G1012"];
/** Where the database itself could be read, and so compared with its witness. */
const COUNTED: readonly unknown[] = ["behind-witness", "wal-damaged", "witness-missing", "witness-damaged"];

/** What is missing from a damaged database, and where its copy is; nothing of an error that does not say. */
function damageSentences(params: ErrorParams, language: Language, say: TerminalWords["say"]): readonly string[] {
  const { reason, missingChanges: changes = "", aside } = params;
  if (reason === undefined) return [];
  const [saved, found] = [Number(params["savedAt"] ?? 0), Number(params["foundAt"] ?? 0)];
  const { dayAndTime } = formats[language];
  const missing = !COUNTED.includes(reason) ? say("damage.missingUnknown") : changes === "" ? say("damage.missingNone") : say("damage.missing", { changes: String(changes) });
  return [
    missing,
    ...(COUNTED.includes(reason) && saved > found && found > 0 ? [say("damage.between", { saved: dayAndTime(saved), found: dayAndTime(found) })] : []),
    ...(aside === undefined ? [] : [aside === "" ? say("damage.noAside") : say("damage.aside", { aside: String(aside) })]),
    ...(reason === "unreadable" ? [] : [say("damage.recover")]),
  ];
}

/** The language of a terminal from its environment (LC_ALL, LC_MESSAGES, LANG); French where it says nothing known. */
export function terminalLanguage(environment: { readonly [name: string]: string | undefined }): Language {
  const named = environment["LC_ALL"] || environment["LC_MESSAGES"] || environment["LANG"] || "";
  return named.toLowerCase().startsWith("en") ? "en" : "fr";
}
