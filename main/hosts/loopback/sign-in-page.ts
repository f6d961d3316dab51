import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { TerminalWords } from "../../../shared/i18n/terminal.ts";

/** The page that ends a sign-in in the browser, in the workstation's language. Nothing of the address that led here is written in it. */
export function signInPage(words: TerminalWords, failure: CodedError | undefined): string {
  const [title, text] = failure === undefined
    ? [words.say("signIn.doneTitle"), words.say("signIn.done")]
    : [words.say("signIn.failedTitle"), words.error(failure)];
  return `<!doctype html><html lang="${words.language}"><head><meta charset="utf-8"><title>Guichet</title><meta name="viewport" content="width=device-width"></head>`
    + `<body><main><h1>${escape(title)}</h1><p>${escape(text)}</p></main></body></html>`;
}

const entities: { readonly [character: string]: string } = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
