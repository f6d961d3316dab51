/** A fault that is known and not mended yet: its input is kept, and its test says when it is mended, for then it no longer fails. */
export type KnownFault = { readonly parser: string; /** Of the corpus. */ readonly input: string; /** What its finding says. */ readonly says: string; readonly why: string };

export const KNOWN: readonly KnownFault[] = [];

export const isKnown = (name: string, message: string): boolean => KNOWN.some(({ parser, says }) => parser === name && message.includes(says));
