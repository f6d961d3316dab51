import { isSpoken, isThing, type Said, type Spoken, type Thing } from "../recording-java.ts";

// What was said is of any kind: each reader says which one it needs, and fails the play where it is another.

export const aThing = (said: Said): Thing => (isThing(said) ? said : unfit("a thing", said));
export const aFunction = (said: Said): Spoken => (isSpoken(said) ? said : unfit("a function", said));
export const aText = (said: Said): string => (typeof said === "string" ? said : unfit("a text", said));
export const aNumber = (said: Said): number => (typeof said === "number" ? said : unfit("a number", said));
export const aList = (said: Said): readonly Said[] => (typeof said === "object" && said !== null && !isThing(said) ? said : unfit("a list", said));

const unfit = (what: string, said: Said): never => { throw new TypeError(`${what} was expected, not ${typeof said}`); };
