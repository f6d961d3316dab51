import { expect, test } from "vitest";
import type { BridgeCalls } from "../../../shared/bridge/contract.ts";
import { err, ok } from "../../../shared/kernel/result.ts";
import { MOST_ERRORS } from "../../../shared/sync/diagnostic-messages.ts";
import { createErrorNotes } from "./error-notes.ts";

test("[FL6] codes are noted from answers and from the log, counted, the last ones first, and nothing of what they were about", async () => {
  let at = 0;
  const notes = createErrorNotes(() => (at += 1));
  const logged: string[] = [];
  const log = notes.logOf({ info: (event) => logged.push(event), warn: (event) => logged.push(event), error: (event) => logged.push(event) });
  const calls = notes.noted({ a: async () => err({ code: "G5004", params: { name: "Boulangerie" } }), b: async () => ok(1), c: async () => undefined, d: async () => err({ code: "not a code" }) } as unknown as BridgeCalls) as unknown as Record<string, (input?: unknown) => Promise<unknown>>;
  expect(await calls["a"]?.()).toEqual(err({ code: "G5004", params: { name: "Boulangerie" } }));
  for (const name of ["b", "c", "d", "a"]) await calls[name]?.();
  log.warn("sync-failed", { code: "G7003", file: "0190" });
  log.info("well", { code: "G1001" });
  log.error("odd", { code: "Boulangerie" });
  expect(notes.list()).toEqual([{ code: "G7003", times: 1, lastAt: 3 }, { code: "G5004", times: 2, lastAt: 2 }]);
  expect(logged).toEqual(["sync-failed", "well", "odd"]);
});

test("no more are told than the form has room for", () => {
  const notes = createErrorNotes(() => 1);
  const log = notes.logOf({ info: () => {}, warn: () => {}, error: () => {} });
  for (const code of ["G1001", "G1002", "G1003", "G1004", "G1005", "G1006", "G1007", "G1008", "G1009", "G1010", "G1011", "G1012", "G2001", "G2002", "G2003", "G2004", "G2005", "G2006", "G2007", "G2008", "G2009", "G5001", "G5003", "G5004"]) log.warn("x", { code });
  expect(notes.list()).toHaveLength(MOST_ERRORS);
  expect(notes.list()[0]?.code).toBe("G5004");
});
