import { expect, test } from "vitest";
import { ASLEEP, type SyncState } from "../../../shared/sync/sync-state.ts";
import { kindOf } from "./status.ts";

const known: SyncState = { ...ASLEEP, enrolled: true, phase: { kind: "resting" } };
const greeting = { kind: "busy", request: { kind: "hello" } } as const;

test("a computer that the centre does not know yet never says that it is up to date", () => {
  for (const phase of [greeting, { kind: "busy", request: { kind: "enrol" } }, { kind: "refreshing" }] as const) {
    expect(kindOf({ ...known, enrolled: false, phase })).toBe("receiving");
    expect(kindOf({ ...known, enrolled: false, phase, error: { code: "G5004" } })).toBe("offline");
  }
});

test("one that it knows greets, renews its token and compares without a word", () => {
  for (const phase of [greeting, { kind: "refreshing" }, { kind: "busy", request: { kind: "compare", branch: "b" } }] as const) expect(kindOf({ ...known, phase })).toBe("idle");
});

test("what it sends and what it receives are told apart", () => {
  expect(kindOf({ ...known, phase: { kind: "busy", request: { kind: "push", first: 1, count: 2 } } })).toBe("sending");
  expect(kindOf({ ...known, phase: { kind: "busy", request: { kind: "reoffer", first: 1, count: 2 } } })).toBe("sending");
  expect(kindOf({ ...known, phase: { kind: "busy", request: { kind: "pull" } } })).toBe("receiving");
  expect(kindOf({ ...known, phase: { kind: "busy", request: { kind: "snapshot", branch: "b" } } })).toBe("receiving");
});
