import { expect, test } from "vitest";
import { instant } from "../../../shared/kernel/instant.ts";
import { AHEAD_MS, deskEntries, type DeskFacts } from "./desk-entries.ts";

const NOW = 1_600_000_000_000;
const calm: DeskFacts["status"] = { kind: "idle", error: undefined, waiting: 0, oldestWaitingAt: undefined, lastContactAt: instant(NOW), folder: undefined };
const entries = (status: Partial<DeskFacts["status"]>, over: Partial<DeskFacts> = {}) =>
  deskEntries({ status: { ...calm, ...status }, clockOffMs: undefined, latestHere: undefined, now: NOW, ...over }).map(({ kind, since, error, count, offMs, isAhead }) => ({ kind, since, code: error?.code, count, offMs, isAhead }));

test("[WS24] nothing of a calm workstation needs anybody, offline or not", () => {
  expect(entries({})).toEqual([]);
  expect(entries({ kind: "offline", waiting: 3, error: { code: "G5004" }, oldestWaitingAt: instant(1) })).toEqual([]);
});

test("[WS24] a line that stopped says why, and since when something waits behind it", () => {
  expect(entries({ kind: "stopped", waiting: 2, error: { code: "G4009" }, oldestWaitingAt: instant(5) })).toEqual([{ kind: "line-stopped", since: 5, code: "G4009", count: 2, offMs: undefined, isAhead: false }]);
});

test("[WS24] being signed out needs her only once something waits", () => {
  expect(entries({ kind: "signed-out" })).toEqual([]);
  expect(entries({ kind: "signed-out", waiting: 1, oldestWaitingAt: instant(7) })).toMatchObject([{ kind: "signed-out", since: 7, code: "G3001", count: 1 }]);
});

test("[WS25] a clock that is off is an entry, and so is one that went back behind what it wrote itself", () => {
  expect(entries({}, { clockOffMs: -180_000 })).toMatchObject([{ kind: "clock-off", offMs: -180_000, isAhead: false }]);
  expect(entries({}, { latestHere: NOW + AHEAD_MS + 1 })).toMatchObject([{ kind: "clock-off", offMs: undefined, since: NOW + AHEAD_MS + 1, isAhead: true }]);
  expect(entries({ lastContactAt: instant(NOW + 86_400_000) })).toMatchObject([{ kind: "clock-off", isAhead: true }]);
  expect(entries({}, { latestHere: NOW + AHEAD_MS })).toEqual([]);
});

test("[WS24] a shared folder that cannot be read says why", () => {
  const folder = { path: "/agence", isDecided: false, lastReadAt: instant(3), problem: { code: "G8010" as const }, heard: { changes: 0, files: 0 }, ignored: {} };
  expect(entries({ folder })).toMatchObject([{ kind: "folder-problem", since: 3, code: "G8010" }]);
  expect(entries({ folder: { ...folder, problem: undefined } })).toEqual([]);
});
