import { expect, test } from "vitest";
import { err, ok } from "../kernel/result.ts";
import { readToEnd } from "./read-to-end.ts";

test("every piece is asked for where the one before ended; the first that fails ends it", async () => {
  const next = new Map<number, number | undefined>([[0, 3], [3, 5], [5, undefined]]);
  const pieces = await readToEnd(async (offset) => (next.has(offset) ? ok({ bytes: `from ${offset}`, next: next.get(offset) }) : err({ code: "G4001" })));
  expect(pieces).toEqual(ok(["from 0", "from 3", "from 5"]));
  const asked: number[] = [];
  const failed = await readToEnd(async (offset) => { asked.push(offset); return offset === 3 ? err({ code: "G7006" }) : ok({ bytes: "", next: offset + 3 }); });
  expect([failed, asked]).toEqual([err({ code: "G7006" }), [0, 3]]);
});
