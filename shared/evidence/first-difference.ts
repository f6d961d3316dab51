import { isObject } from "../kernel/json.ts";
import type { JsonStep } from "./json-places.ts";

/** The path of the first value of `is` that is not as in `should`, whatever the order of keys. Undefined: the same. What lacks a key is named by the object that should have it. */
export function firstDifference(is: unknown, should: unknown): readonly JsonStep[] | undefined {
  if (Object.is(is, should)) return undefined;
  if (Array.isArray(is) && Array.isArray(should)) {
    for (let i = 0; i < is.length; i += 1) {
      const inside = firstDifference(is[i], should[i]);
      if (inside !== undefined) return [i, ...inside];
    }
    return is.length === should.length ? undefined : [];
  }
  if (!isObject(is) || !isObject(should)) return [];
  for (const [key, value] of Object.entries(is)) {
    const inside = firstDifference(value, should[key]);
    if (inside !== undefined) return [key, ...inside];
  }
  return Object.entries(should).every(([key, value]) => value === undefined || Object.hasOwn(is, key)) ? undefined : [];
}
