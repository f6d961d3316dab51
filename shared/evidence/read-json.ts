type Members = { readonly [name: string]: unknown };
export const isMember = (value: unknown): value is Members => typeof value === "object" && value !== null && !Array.isArray(value);

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Undefined unless it is a list of these alone. */
export const listOf = <T>(value: unknown, is: (one: unknown) => one is T): readonly T[] | undefined => (Array.isArray(value) && value.every(is) ? value : undefined);
