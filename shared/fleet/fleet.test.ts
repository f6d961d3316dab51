import { expect, test } from "vitest";
import { err, ok } from "../kernel/result.ts";
import type { Device, DevicesAnswer } from "../sync/device-messages.ts";
import { allDevices } from "./all-devices.ts";
import { countFleet, EVERYTHING, FLEET_SHOWS, FLEET_SORTS, queryFleet, readFleet, type FleetQuery } from "./fleet.ts";
import { CLOCK_OFF_MS, DISK_LOW_MIB, judgeDevice, STUCK_MS, UNSEEN_MS } from "./judge-device.ts";
import { simulatedFleet } from "./testing-fleet.ts";

const NOW = Date.parse("2026-11-29T15:00:00Z");
const well: Device = { device: "0".repeat(32), user: "u", name: "Zoé", branch: "Brest", label: "PC", mine: false, state: "working", enrolledAt: NOW - 2 * UNSEEN_MS, heardAt: NOW, version: "1.0.0", waiting: { changes: 0 }, clockOffMs: 0, diskFreeMib: 90_000, may: [] };
const why = (over: Partial<Device>) => judgeDevice({ ...well, ...over }, NOW);

test("[FL4] a workstation needs a look for five reasons, each at its limit and not before", () => {
  expect(why({})).toEqual([]);
  expect([why({ clockOffMs: CLOCK_OFF_MS }), why({ clockOffMs: -CLOCK_OFF_MS - 1 })]).toEqual([[], ["clock"]]);
  expect([why({ diskFreeMib: DISK_LOW_MIB }), why({ diskFreeMib: DISK_LOW_MIB - 1 }), why({ diskFreeMib: 0 })]).toEqual([[], ["disk"], ["disk"]]);
  expect([why({ heardAt: NOW - UNSEEN_MS + 1 }), why({ heardAt: NOW - UNSEEN_MS })]).toEqual([[], ["unseen"]]);
  const { heardAt: _never, ...unheard } = well;
  expect([judgeDevice(unheard, NOW), judgeDevice({ ...unheard, enrolledAt: NOW - 1 }, NOW)]).toEqual([["unseen"], []]);
  expect([why({ waiting: { changes: 2, since: NOW - STUCK_MS + 1 } }), why({ waiting: { changes: 2, since: NOW - STUCK_MS } }), why({ waiting: { changes: 0, since: 0 } })]).toEqual([[], ["stuck"], []]);
  expect([why({ state: "waiting", may: ["approve"] }), why({ state: "waiting" }), why({ asked: { by: "x", mine: false, at: 1, until: 2 } })]).toEqual([["decide"], [], ["decide"]]);
});

test("[FL4] how old what waits is, is told by a clock that is off, and is counted without that", () => {
  expect(why({ clockOffMs: -STUCK_MS, waiting: { changes: 1, since: NOW - STUCK_MS } })).toEqual(["clock"]);
  expect(why({ clockOffMs: STUCK_MS, waiting: { changes: 1, since: NOW } })).toEqual(["stuck", "clock"]);
});

test("[FL4] one that was ended or refused needs no look, whatever it last said", () => {
  for (const state of ["revoked", "refused"] as const) expect(why({ state, heardAt: 0, clockOffMs: 1e9, diskFreeMib: 0, waiting: { changes: 9, since: 0 } })).toEqual([]);
});

const fleet = readFleet(simulatedFleet(5_000, NOW), NOW);
const find = (over: Partial<FleetQuery>) => queryFleet(fleet, { ...EVERYTHING, ...over }, NOW);

test("the totals are what each filter finds", () => {
  const totals = countFleet(fleet);
  expect(totals.all).toBe(5_000);
  for (const [show, many] of [["all", totals.all], ["look", totals.look], ["working", totals.working], ["pending", totals.pending], ...Object.entries(totals.why)] as const) {
    expect([show, find({ show: FLEET_SHOWS.find((one) => one === show) ?? "refused" }).length]).toEqual([show, many]);
    expect(many).toBeGreaterThan(0);
  }
  expect(totals.versions.map(({ version }) => version)).toEqual(["0.9.1", "0.9.0", "0.8.2"]);
  for (const { version, many } of totals.versions) expect(find({ version, show: "working" })).toHaveLength(many);
  expect(totals.branches.reduce((sum, branch) => sum + find({ branch }).length, 0)).toBe(5_000);
});

test("search finds without accents or case, filters narrow each other, and nothing found is nothing", () => {
  const [one] = find({ search: "helene" });
  expect(one?.device.name).toContain("Hélène");
  expect(find({ search: " PC-BREST-", show: "look", unseenDays: 21 }).every(({ device, why: reasons }) => device.label.startsWith("PC-BREST") && reasons.includes("unseen"))).toBe(true);
  expect(find({ search: "0".repeat(30) + "7f" }).map(({ device }) => device.label.slice(-4))).toEqual(["0127"]);
  expect(find({ search: "nobody of that name" })).toEqual([]);
});

test("every order keeps every workstation and puts first what needs somebody", () => {
  for (const sort of FLEET_SORTS) expect(new Set(find({ sort }).map(({ device }) => device.device)).size).toBe(5_000);
  const first = (sort: FleetQuery["sort"]) => find({ sort })[0]?.device;
  const every = <T>(of: (device: Device) => T) => fleet.map(({ device }) => of(device));
  expect(first("heard")?.heardAt).toBe(Math.min(...every(({ heardAt = 0 }) => heardAt)));
  expect(Math.abs(first("clock")?.clockOffMs ?? 0)).toBe(Math.max(...every(({ clockOffMs = 0 }) => Math.abs(clockOffMs))));
  expect(first("disk")?.diskFreeMib).toBe(Math.min(...every(({ diskFreeMib = 0 }) => diskFreeMib)));
  expect(first("version")?.version).toBe("0.8.2");
  const two = readFleet([{ ...well, version: "0.10.0" }, { ...well, version: "0.9.1" }], NOW);
  expect(queryFleet(two, { ...EVERYTHING, sort: "version" }, NOW).map(({ device }) => device.version)).toEqual(["0.9.1", "0.10.0"]);
  expect(first("pending")?.waiting?.since).toBe(Math.min(...every(({ waiting }) => waiting?.since ?? Infinity)));
  const { clockOffMs: _clock, diskFreeMib: _disk, waiting: _waiting, version: _version, ...quiet } = well;
  const silent = readFleet([{ ...quiet, device: "a" }, { ...well, device: "b", waiting: { changes: 1, since: 1 } }], NOW);
  for (const sort of ["disk", "version", "pending"] as const) expect(queryFleet(silent, { ...EVERYTHING, sort }, NOW).map(({ device }) => device.device)).toEqual(["b", "a"]);
});

test("[FL3] pages are put together, each workstation once; a fault ends it, and a centre of before has one page", async () => {
  const page = (devices: readonly string[], next?: string): DevicesAnswer => ({ epoch: { n: 1, id: "e" }, approves: true, devices: devices.map((device) => ({ ...well, device })), ...(next === undefined ? {} : { next }) });
  const pages: Record<string, DevicesAnswer> = { "": page(["a", "b"], "b"), b: page(["b", "c"], "c"), c: page(["d"]) };
  const heard: number[] = [];
  const whole = await allDevices(async (after) => ok(pages[after ?? ""] ?? page([])), ({ devices }) => heard.push(devices.length));
  expect(whole.ok && [whole.value.devices.map(({ device }) => device), "next" in whole.value]).toEqual([["a", "b", "c", "d"], false]);
  expect(heard).toEqual([2, 3]);
  expect(await allDevices(async (after) => (after === undefined ? ok(page(["a"], "a")) : err({ code: "G5004" })))).toEqual(err({ code: "G5004" }));
});
