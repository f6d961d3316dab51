import { unaccented } from "../kernel/unaccented.ts";
import type { Device } from "../sync/device-messages.ts";
import { DEVICE_STATES, type DeviceState } from "../sync/device-states.ts";
import { judgeDevice, LOOK_REASONS, type LookReason } from "./judge-device.ts";

const DAY = 86_400_000;

/** A workstation as the fleet shows it: judged, its words ready to be searched and put in order. Made once for thousands. */
export type FleetLine = { readonly device: Device; readonly why: readonly LookReason[]; readonly text: string; readonly name: string; readonly branch: string; readonly version: string | undefined };
export const FLEET_SHOWS = ["all", "look", "pending", ...LOOK_REASONS, ...DEVICE_STATES] as const;
export type FleetShow = (typeof FLEET_SHOWS)[number];
/** Not seen for so many days; 0: whenever. */
export const UNSEEN_DAYS = [0, 1, 7, 21, 90] as const;
export const FLEET_SORTS = ["look", "name", "branch", "heard", "pending", "version", "clock", "disk"] as const;
export type FleetSort = (typeof FLEET_SORTS)[number];
export type FleetQuery = { readonly search: string; readonly show: FleetShow; /** Empty: any. */ readonly branch: string; readonly version: string; readonly unseenDays: number; readonly sort: FleetSort };
export const EVERYTHING: FleetQuery = { search: "", show: "all", branch: "", version: "", unseenDays: 0, sort: "look" };

const searched = (text: string): string => unaccented(text.toLowerCase());
/** As its numbers count: 0.10 behind 0.9. */
const ordered = (text: string): string => searched(text).replaceAll(/\d+/g, (digits) => digits.padStart(9, "0"));
export const readFleet = (devices: readonly Device[], now: number): readonly FleetLine[] =>
  devices.map((device) => ({
    device, why: judgeDevice(device, now), text: searched(`${device.name}\n${device.branch}\n${device.label}\n${device.device}`),
    name: ordered(`${device.name}\n${device.label}`), branch: ordered(device.branch), version: device.version === undefined ? undefined : ordered(device.version),
  }));

const isState = (show: FleetShow): show is DeviceState => DEVICE_STATES.some((state) => state === show);
function isShown({ device, why }: FleetLine, show: FleetShow): boolean {
  if (show === "all") return true;
  if (show === "look") return why.length > 0;
  if (show === "pending") return (device.waiting?.changes ?? 0) > 0;
  return isState(show) ? device.state === show : why.includes(show);
}

/** Each order puts first what needs somebody; what says nothing comes last. */
const ORDERS: { readonly [S in FleetSort]: (a: FleetLine, b: FleetLine) => number } = {
  look: (a, b) => weight(b) - weight(a),
  name: () => 0,
  branch: (a, b) => byText(a.branch, b.branch),
  heard: (a, b) => (a.device.heardAt ?? 0) - (b.device.heardAt ?? 0),
  pending: (a, b) => pendingSince(a) - pendingSince(b),
  version: (a, b) => byVersion(a.version, b.version),
  clock: (a, b) => Math.abs(b.device.clockOffMs ?? 0) - Math.abs(a.device.clockOffMs ?? 0),
  disk: (a, b) => (a.device.diskFreeMib ?? Infinity) - (b.device.diskFreeMib ?? Infinity) || 0,
};
/** Whoever waits for somebody's word comes first, then whatever has most to look at. */
const weight = ({ why }: FleetLine): number => why.length + (why.includes("decide") ? LOOK_REASONS.length : 0);
const pendingSince = ({ device: { waiting } }: FleetLine): number => ((waiting?.changes ?? 0) === 0 ? Infinity : (waiting?.since ?? 0));
const byText = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
/** Oldest first; that of no version last. */
const byVersion = (a: string | undefined, b: string | undefined): number => (a === undefined || b === undefined ? Number(a === undefined) - Number(b === undefined) : byText(a, b));

export function queryFleet(lines: readonly FleetLine[], { search, show, branch, version, unseenDays, sort }: FleetQuery, now: number): readonly FleetLine[] {
  const wanted = searched(search.trim());
  const since = unseenDays === 0 ? Infinity : now - unseenDays * DAY;
  const found = lines.filter((line) => {
    const { device, text } = line;
    return isShown(line, show) && (branch === "" || device.branch === branch) && (version === "" || device.version === version)
      && (unseenDays === 0 || (device.heardAt ?? device.enrolledAt) <= since) && (wanted === "" || text.includes(wanted));
  });
  const order = ORDERS[sort];
  return found.toSorted((a, b) => {
    const first = order(a, b);
    return first === 0 || Number.isNaN(first) ? byText(a.name, b.name) : first;
  });
}

export type FleetTotals = {
  readonly all: number; readonly working: number; readonly look: number; readonly pending: number;
  readonly why: { readonly [R in LookReason]: number };
  /** Of those at work: what there is of each, newest first. */ readonly versions: readonly { readonly version: string; readonly many: number }[];
  readonly branches: readonly string[];
};
export function countFleet(lines: readonly FleetLine[]): FleetTotals {
  const why = { decide: 0, stuck: 0, unseen: 0, clock: 0, disk: 0 };
  const versions = new Map<string, number>();
  for (const { device: { state, version }, why: reasons } of lines) {
    for (const reason of reasons) why[reason] += 1;
    if (state === "working" && version !== undefined) versions.set(version, (versions.get(version) ?? 0) + 1);
  }
  return {
    all: lines.length, why,
    working: lines.filter(({ device }) => device.state === "working").length,
    look: lines.filter((line) => line.why.length > 0).length,
    pending: lines.filter(({ device }) => (device.waiting?.changes ?? 0) > 0).length,
    versions: [...versions].map(([version, many]) => ({ version, many })).toSorted((a, b) => byText(ordered(b.version), ordered(a.version))),
    branches: [...new Set(lines.map(({ device }) => device.branch))].filter((name) => name !== "").toSorted((a, b) => byText(ordered(a), ordered(b))),
  };
}
