import fc from "fast-check";
import { z } from "zod";
import { oddValue } from "./near-json.ts";

export type JsonSchema = { readonly [key: string]: unknown };
type Root = { readonly schema: JsonSchema; readonly ids: readonly string[] };
const isJson = (value: unknown): value is JsonSchema => typeof value === "object" && value !== null && !Array.isArray(value);

const UUID = "018f0000-0000-7000-8000-000000000000";

/** Values that a schema of zod describes, so that what lies behind the shape is reached; checks of its own are tried with ids, and may refuse. */
export function fromSchema(schema: z.ZodType): fc.Arbitrary<unknown> {
  const described = z.toJSONSchema(schema, {
    io: "input", unrepresentable: "any", cycles: "ref",
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === "custom" && z.safeParse(zodSchema, UUID).success) Object.assign(jsonSchema, { type: "string", format: "uuid" });
    },
  }) as JsonSchema;
  return fromJsonSchema(described);
}

/** `ids`: what stands wherever an id is asked for. */
export const fromJsonSchema = (schema: JsonSchema, ids: readonly string[] = [UUID]): fc.Arbitrary<unknown> => valueOf(schema, { schema, ids }, 0);

function valueOf(schema: unknown, root: Root, depth: number): fc.Arbitrary<unknown> {
  if (!isJson(schema) || depth > 8) return oddValue;
  const { $ref: ref, const: constant, enum: listed } = schema;
  if (typeof ref === "string") return valueOf(ref.split("/").slice(1).reduce<unknown>((inner, name) => (isJson(inner) ? inner[name] : undefined), root.schema), root, depth + 1);
  if (constant !== undefined) return fc.constant(constant);
  if (Array.isArray(listed)) return fc.constantFrom<unknown>(...listed);
  const either = schema["anyOf"] ?? schema["oneOf"];
  if (Array.isArray(either)) return fc.oneof(...either.map((one) => valueOf(one, root, depth + 1)));
  const all = schema["allOf"];
  if (Array.isArray(all)) return fc.tuple(...all.map((one) => valueOf(one, root, depth + 1))).map((parts) => Object.assign({}, ...parts));
  switch (schema["type"]) {
    case "object": return objectOf(schema, root, depth);
    case "array": return listOf(schema, root, depth);
    case "string": return textOf(schema, root.ids);
    case "integer": return fc.integer({ min: bound(schema, "minimum", -10), max: bound(schema, "maximum", 1_000_000) });
    case "number": return fc.double({ noNaN: true, noDefaultInfinity: true });
    case "boolean": return fc.boolean();
    case "null": return fc.constant(null);
    default: return oddValue;
  }
}

const bound = (schema: JsonSchema, name: string, other: number): number => {
  const value = schema[name];
  return typeof value === "number" && Math.abs(value) <= 2 ** 31 - 1 ? value : other;
};

function objectOf(schema: JsonSchema, root: Root, depth: number): fc.Arbitrary<unknown> {
  const properties = isJson(schema["properties"]) ? schema["properties"] : {};
  const required = Array.isArray(schema["required"]) ? schema["required"].filter((name): name is string => typeof name === "string") : [];
  const more = schema["additionalProperties"];
  const known = fc.record(Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, valueOf(inner, root, depth + 1)])), { requiredKeys: required });
  return isJson(more) ? fc.tuple(known, fc.dictionary(fc.string({ maxLength: 10 }), valueOf(more, root, depth + 1), { maxKeys: 3 })).map(([own, others]) => ({ ...others, ...own })) : known;
}

function listOf(schema: JsonSchema, root: Root, depth: number): fc.Arbitrary<unknown> {
  const fixed = schema["prefixItems"];
  if (Array.isArray(fixed)) return fc.tuple(...fixed.map((one) => valueOf(one, root, depth + 1)));
  const least = Math.min(bound(schema, "minItems", 0), 4);
  return fc.array(valueOf(schema["items"], root, depth + 1), { minLength: least, maxLength: Math.max(least, Math.min(4, bound(schema, "maxItems", 4))) });
}

function textOf(schema: JsonSchema, ids: readonly string[]): fc.Arbitrary<string> {
  const { format, pattern } = schema;
  if (format === "uuid") return fc.constantFrom(...ids);
  if (typeof pattern === "string") return fc.oneof(matching(pattern), fc.string({ maxLength: 20 }));
  const [least, most] = [Math.min(bound(schema, "minLength", 0), 200), Math.min(bound(schema, "maxLength", 30), 200)];
  return fc.oneof(fc.string({ minLength: least, maxLength: Math.max(least, most) }), fc.string({ unit: "binary", minLength: least, maxLength: Math.max(least, Math.min(most, 20)) }), fc.constantFrom("2020-04-15", "created", "edited", "0".repeat(32), "a@b.fr"));
}

/** fast-check does not know every pattern: then any text will do. */
function matching(pattern: string): fc.Arbitrary<string> {
  try {
    return fc.stringMatching(new RegExp(pattern));
  } catch {
    return fc.string();
  }
}
