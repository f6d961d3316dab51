/** What is written between braces: no list, no null. */
export const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** Undefined when the text is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Undefined unless it is a list of these alone. */
export const listOf = <T>(value: unknown, is: (one: unknown) => one is T): readonly T[] | undefined => (Array.isArray(value) && value.every(is) ? value : undefined);
