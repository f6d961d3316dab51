import { expect, test } from "vitest";
import { errorFacts } from "./error-facts.ts";

test("an error is told by class, code, place and the class of its cause; never by its message, whatever lines it has", () => {
  const quoted = "refused\n    at siren 002000057 of Zéphyrine\n    at 187 654 €";
  const told = errorFacts(Object.assign(new RangeError(quoted, { cause: Object.assign(new TypeError(quoted), { code: "23505" }) }), { code: "ECONNRESET", detail: quoted }));
  expect(told).toMatchObject({ error: "RangeError", code: "ECONNRESET", cause: "TypeError 23505" });
  expect([told["frames"]].flat().some((frame) => String(frame).includes("error-facts.test.ts"))).toBe(true);
  expect(JSON.stringify(told)).not.toMatch(/siren|Zéphyrine|654/);
});

test("what is thrown and is no error is told by its type", () => {
  expect([errorFacts("siren 002000057"), errorFacts(undefined)]).toEqual([{ error: "string" }, { error: "undefined" }]);
});
