import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { z } from "zod";
import { bodySchemas, headSchema, KIND_VERSIONS, sealedSchema } from "./change.ts";
import { MIN_PROTOCOL_VERSION, PROTOCOL_VERSION, pullAnswerSchema, wire } from "./protocol.ts";

const fingerprint = (schemas: { readonly [name: string]: z.ZodType }): string => {
  const shapes = Object.entries(schemas).map(([name, schema]) => [name, z.toJSONSchema(schema, { unrepresentable: "any", io: "input" })]);
  return createHash("sha256").update(JSON.stringify(shapes)).digest("hex").slice(0, 12);
};

test("the wire cannot change by accident", () => {
  // Failing? Old workstations will not understand you. If that is meant: bump PROTOCOL_VERSION, add a line to its diary, keep the old
  // recorded messages passing, then update these values.
  expect({ messages: fingerprint(wire), changes: fingerprint({ sealedSchema, headSchema, ...bodySchemas }), version: PROTOCOL_VERSION, oldest: MIN_PROTOCOL_VERSION, kinds: KIND_VERSIONS }).toMatchInlineSnapshot(`
    {
      "changes": "fa48d751bc73",
      "kinds": {
        "attached": 1,
        "created": 1,
        "detached": 1,
        "edited": 1,
        "settled": 1,
        "submitted": 1,
        "withdrawn": 1,
      },
      "messages": "29cd33c98ca3",
      "oldest": 1,
      "version": 1,
    }
  `);
});

test("an answer with fields of a newer centre is still read", () => {
  const answer = { epoch: { n: 1, id: "018f0000-0000-7000-8000-000000000000", later: 1 }, businessDate: "2020-04-15", rules: "pge@1", have: 0, feeds: [], news: true };
  expect(pullAnswerSchema.safeParse(answer).success).toBe(true);
});
