import type { CoreLink } from "../core-link.ts";

/** The code that a raw call is refused with, or "answered". */
export const codeOfRaw = (link: Pick<CoreLink, "call">) => async (name: string, input: unknown): Promise<string> => {
  const outcome = await link.call(name, input);
  return outcome.ok ? "answered" : outcome.code;
};
