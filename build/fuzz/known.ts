/** A fault that is known and not mended yet: its input is kept, and its test says when it is mended, for then it no longer fails. */
export type KnownFault = { readonly parser: string; /** Of the corpus. */ readonly input: string; /** What its finding says. */ readonly says: string; readonly why: string };

export const KNOWN: readonly KnownFault[] = [
  {
    parser: "access-token", input: "subject-that-is-no-text.bin", says: "a token of nobody, or without an end",
    why: "An identity provider that we trust may sign a `sub` that is no text, or an `exp` past every date: verify-token.ts hands both on. Nobody else can make such a token.",
  },
];

export const isKnown = (name: string, message: string): boolean => KNOWN.some(({ parser, says }) => parser === name && message.includes(says));
