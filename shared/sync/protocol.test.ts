import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { z } from "zod";
import { bodySchemas, headSchema, KIND_VERSIONS, sealedSchema } from "./change.ts";
import { MIN_PROTOCOL_VERSION, PROTOCOL_VERSION, pullAnswerSchema, pushAnswerSchema } from "./protocol.ts";
import { wire } from "./wire.ts";

const fingerprint = (schemas: { readonly [name: string]: z.ZodType }): string => {
  const shapes = Object.entries(schemas).map(([name, schema]) => [name, z.toJSONSchema(schema, { unrepresentable: "any", io: "input" })]);
  return createHash("sha256").update(JSON.stringify(shapes)).digest("hex").slice(0, 12);
};

test("the wire cannot change by accident", () => {
  // Failing? Old workstations will not understand you. If that is meant: bump PROTOCOL_VERSION, add a line to its diary, keep the old
  // recorded messages passing, then update these values.
  expect({ messages: fingerprint(wire), changes: fingerprint({ sealedSchema, headSchema, ...bodySchemas }), version: PROTOCOL_VERSION, oldest: MIN_PROTOCOL_VERSION, kinds: KIND_VERSIONS }).toMatchInlineSnapshot(`
    {
      "changes": "337e1418f720",
      "kinds": {
        "attached": 1,
        "created": 1,
        "detached": 1,
        "edited": 1,
        "recorded": 1,
        "settled": 1,
        "submitted": 1,
        "withdrawn": 1,
      },
      "messages": "9b24c491ee3b",
      "oldest": 1,
      "version": 1,
    }
  `);
});

test("[SY73] a refusal for a reason of a newer centre is a refusal, and its neighbours are read", () => {
  const answer = { epoch: { n: 1, id: "018f0000-0000-7000-8000-000000000000" }, have: 2, businessDate: "2020-04-15", rules: "pge@2" };
  const refusal = { kind: "refused", code: "G2999", fields: [{ field: "amount", reason: "LATER" }], params: { at: 3 }, version: 4 };
  const accepted = { kind: "accepted", version: 1, n: 1, conflicts: [] };
  const told = { ...refusal, code: "G9403", params: { at: 3, code: "G2999" } };
  expect(pushAnswerSchema.parse({ ...answer, verdicts: [refusal, accepted, { kind: "duplicate", first: refusal }] }).verdicts).toEqual([told, accepted, { kind: "duplicate", first: told }]);
  expect(pushAnswerSchema.parse({ ...answer, verdicts: [{ ...refusal, code: "G2004" }] }).verdicts).toEqual([{ ...refusal, code: "G2004" }]);
  expect(pushAnswerSchema.safeParse({ ...answer, verdicts: [{ ...refusal, code: "no code" }] }).success).toBe(false);
});

test("an answer with fields of a newer centre is still read", () => {
  const answer = { epoch: { n: 1, id: "018f0000-0000-7000-8000-000000000000", later: 1 }, businessDate: "2020-04-15", rules: "pge@1", have: 0, feeds: [], news: true };
  expect(pullAnswerSchema.safeParse(answer).success).toBe(true);
});
