import fc from "fast-check";
import { HOSTILE_NUMBERS, HOSTILE_TEXTS } from "./words.ts";

type Step = string | number;
type Path = readonly Step[];

/** A value that no shape expects, or that one nearly does. */
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null], { "": 1 }, ...HOSTILE_NUMBERS, ...HOSTILE_TEXTS),
  fc.integer(), fc.string({ unit: "binary", maxLength: 12 }), fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.tuple(fc.constantFrom("x", "é", "\u0000", "💶", "9", "[", '"'), fc.constantFrom(1, 40, 41, 200, 201, 500, 1_001, 20_000)).map(([sign, times]) => sign.repeat(times)),
  // Writing looks at each level above: the deepest takes as long as a thousand others, and comes as seldom.
  fc.tuple(fc.boolean(), fc.oneof({ weight: 40, arbitrary: fc.constantFrom(5, 33, 200, 1_000) }, { weight: 1, arbitrary: fc.constant(6_000) })).map(([isList, depth]) => deep(isList, depth)),
  fc.integer({ min: 2, max: 300 }).map((length) => Array.from({ length }, (_, i) => i)),
  fc.jsonValue({ maxDepth: 2 }),
);

function deep(isList: boolean, depth: number): unknown {
  let value: unknown = 1;
  for (let i = 0; i < depth; i += 1) value = isList ? [value] : { a: value };
  return value;
}

type Edit = { readonly at: number; readonly how: (typeof HOWS)[number]; readonly value: unknown; readonly name: string; readonly times: number };
const HOWS = ["replace", "replace", "replace", "remove", "add", "rename", "double", "other", "wrap", "empty"] as const;
const edit: fc.Arbitrary<Edit> = fc.record({ at: fc.nat(), how: fc.constantFrom(...HOWS), value: oddValue, name: fc.oneof(fc.constantFrom(...HOSTILE_TEXTS), fc.string({ maxLength: 8 })), times: fc.constantFrom(1, 2, 30, 400) });

/** One of the values with up to four of its members changed, left out, added, doubled or exchanged; sometimes as it was. */
export const nearValue = (...values: readonly unknown[]): fc.Arbitrary<unknown> =>
  fc.tuple(fc.constantFrom(...values), fc.array(edit, { maxLength: 4 })).map(([value, edits]) => edits.reduce(apply, structuredClone(value)));

/** The same as JSON text, in the bytes of a file. */
export const nearJson = (...values: readonly unknown[]): fc.Arbitrary<Uint8Array> => nearValue(...values).map(jsonBytes);

/** JSON of any value; what is too deep to be written by the library is written by hand. */
export const jsonBytes = (value: unknown): Uint8Array => Buffer.from(jsonText(value), "utf8");
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "null";
  } catch {
    return "[".repeat(20_000) + "]".repeat(20_000);
  }
}

function apply(whole: unknown, { at, how, value, name, times }: Edit): unknown {
  const places = listPlaces(whole);
  const path = places[at % places.length] ?? [];
  const [parent, last] = [lookUp(whole, path.slice(0, -1)), path.at(-1)];
  const current = lookUp(whole, path);
  if (how === "add" && isObject(current)) return set(current, name, value), whole;
  if (last === undefined || !isHolder(parent)) return how === "wrap" ? [whole] : how === "replace" ? value : whole;
  switch (how) {
    case "remove": return Array.isArray(parent) ? parent.splice(Number(last), 1) : delete parent[last as keyof typeof parent], whole;
    case "rename": {
      if (Array.isArray(parent)) return whole;
      delete (parent as Record<string, unknown>)[last];
      return set(parent, name, current), whole;
    }
    case "double": {
      if (Array.isArray(parent)) parent.splice(Number(last), 0, ...Array.from({ length: Math.min(times, Math.floor(MOST_TOIL / toilOf(current))) }, () => current));
      else if (typeof current === "string") set(parent, last, current.repeat(Math.min(times, 400)));
      return whole;
    }
    case "other": return set(parent, last, lookUp(whole, places[(at * 31 + times) % places.length] ?? [])), isCircular(whole) ? null : whole;
    case "wrap": return set(parent, last, times === 1 ? [current] : { [name]: current }), whole;
    case "empty": return set(parent, last, Array.isArray(current) ? [] : isObject(current) ? {} : typeof current === "string" ? "" : 0), whole;
    default: return set(parent, last, value), whole;
  }
}

/** What is 6,000 deep is written once, not four hundred times four hundred: writing JSON looks at each level above, and an hour of it is no input. */
const MOST_TOIL = 20_000_000;
function toilOf(value: unknown): number {
  let toil = 1;
  const waiting: (readonly [unknown, number])[] = [[value, 0]];
  for (let next = waiting.pop(); next !== undefined && toil < MOST_TOIL; next = waiting.pop()) {
    const [inner, depth] = next;
    toil += 100 + depth;
    if (isHolder(inner)) for (const one of Object.values(inner)) waiting.push([one, depth + 1]);
  }
  return toil;
}

const isHolder = (value: unknown): value is object => typeof value === "object" && value !== null;
const isObject = (value: unknown): value is object => isHolder(value) && !Array.isArray(value);
/** As JSON.parse does it: `__proto__` is a name like any other. */
const set = (holder: object, name: Step, value: unknown): void => void Object.defineProperty(holder, name, { value, writable: true, enumerable: true, configurable: true });
const lookUp = (value: unknown, path: Path): unknown => path.reduce<unknown>((inner, step) => (isHolder(inner) && Object.hasOwn(inner, step) ? (inner as { readonly [name: Step]: unknown })[step] : undefined), value);

/** Every place of a value, itself first; at most so many, so that what was swollen before does not take all the time. */
function listPlaces(value: unknown, most = 400): readonly Path[] {
  const found: Path[] = [];
  const waiting: (readonly [unknown, Path])[] = [[value, []]];
  for (let next = waiting.shift(); next !== undefined && found.length < most; next = waiting.shift()) {
    const [inner, path] = next;
    found.push(path);
    if (isHolder(inner) && path.length < 12) for (const [name, one] of Object.entries(inner).slice(0, 60)) waiting.push([one, [...path, Array.isArray(inner) ? Number(name) : name]]);
  }
  return found;
}

function isCircular(value: unknown): boolean {
  try {
    JSON.stringify(value);
    return false;
  } catch {
    return true;
  }
}
