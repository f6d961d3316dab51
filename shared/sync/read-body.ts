import { isObject } from "../kernel/json.ts";
import { isDocumentId, readDocumentFacts } from "../documents/document.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Body, ChangeKind } from "./change.ts";

export type ReadBody = { readonly [K in ChangeKind]: { readonly kind: K; readonly body: Body<K> } }[ChangeKind];
export type BodyError = { readonly type: "Malformed"; readonly path: string };

/**
 * The body of a change, by kind, from parsed JSON. Written by hand because the centre does it thousands of times a second; a test holds it
 * equal to `bodySchemas`, except that a missing `from`, `to`, `expected` or `value` is refused here: null is how one says empty.
 */
export function readBody(kind: ChangeKind, body: unknown): Result<ReadBody, BodyError> {
  if (!isObject(body)) return malformed("body");
  switch (kind) {
    case "created":
      return isObject(body["fields"]) ? ok({ kind, body: { fields: body["fields"] } }) : malformed("body.fields");
    case "edited": {
      const edits = readPairs(body["edits"], "from", "to", (from, to) => ({ from, to }));
      return edits === undefined ? malformed("body.edits") : ok({ kind, body: { edits } });
    }
    case "settled": {
      const settlements = readPairs(body["settlements"], "expected", "value", (expected, value) => ({ expected, value }));
      return settlements === undefined ? malformed("body.settlements") : ok({ kind, body: { settlements } });
    }
    case "submitted":
      return ok({ kind, body: {} });
    case "withdrawn": {
      const why = body["why"];
      if (why === undefined) return ok({ kind, body: {} });
      return typeof why === "string" && why.length <= 500 ? ok({ kind, body: { why } }) : malformed("body.why");
    }
    case "attached": {
      const facts = readDocumentFacts(body);
      return facts.ok ? ok({ kind, body: facts.value }) : malformed(`body.${facts.error}`);
    }
    case "detached": {
      const { document } = body;
      return isDocumentId(document) ? ok({ kind, body: { document } }) : malformed("body.document");
    }
    case "recorded": {
      const { step, facts } = body;
      if (typeof step !== "string" || step.length < 1 || step.length > 40) return malformed("body.step");
      return isObject(facts) ? ok({ kind, body: { step, facts } }) : malformed("body.facts");
    }
  }
}

const malformed = (path: string): Result<never, BodyError> => err({ type: "Malformed", path });

function readPairs<Pair>(value: unknown, first: string, second: string, pair: (a: unknown, b: unknown) => Pair): Readonly<Record<string, Pair>> | undefined {
  if (!isObject(value)) return undefined;
  const pairs: [string, Pair][] = [];
  for (const [name, both] of Object.entries(value)) {
    if (!isObject(both) || both[first] === undefined || both[second] === undefined) return undefined;
    pairs.push([name, pair(both[first], both[second])]);
  }
  return Object.fromEntries(pairs);
}
