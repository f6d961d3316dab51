import { posix, win32 } from "node:path";
import { z } from "zod";
import { UNLOCK_WAYS, type UnlockWay } from "../../../shared/policy/bank-policy.ts";
import { readServerUrl } from "../port/server-url.ts";

/** What IT decides for every person of a computer. Undefined: not decided. */
export type Policies = {
  /** Address of the sync server, without a trailing slash. */
  readonly serverAddress: string | undefined;
  /** Where releases are looked for. */
  readonly releaseAddress: string | undefined;
  /** Whole path of the branch's shared folder. */
  readonly sharedFolder: string | undefined;
  readonly updateChannel: "stable" | "pilot" | undefined;
  /** Minutes without anybody at the window after which the desk locks; 0: never for that. */
  readonly lockAfterMinutes: number | undefined;
  /** What opens a profile, over what the bank decided. */
  readonly unlockWay: UnlockWay | undefined;
  /** True: nothing about use or faults may leave the computer. Guichet sends nothing of the kind; the key binds what comes later. */
  readonly telemetryOff: boolean;
};
/** `key` was there and could not be understood; `*`: nothing of it could be read. */
export type PolicyFault = { readonly key: string };
export type ReadPolicies = { readonly policies: Policies; readonly faults: readonly PolicyFault[] };

export const NO_POLICIES: Policies = { serverAddress: undefined, releaseAddress: undefined, sharedFolder: undefined, updateChannel: undefined, lockAfterMinutes: undefined, unlockWay: undefined, telemetryOff: false };

/** Names as they stand in the registry and in policies.json. The last is read by the per-user installer only. */
export const POLICY_KEYS = ["ServerAddress", "ReleaseAddress", "SharedFolder", "UpdateChannel", "LockAfterMinutes", "UnlockWay", "TelemetryOff", "ForbidPerUserInstall"] as const;

/** Where IT decided nothing, or nothing that can be understood. */
const LOCK_AFTER_MINUTES = 15;
export const lockAfterMinutes = (decided: Pick<Policies, "lockAfterMinutes">): number => decided.lockAfterMinutes ?? LOCK_AFTER_MINUTES;

const address = z.string().transform((text, context) => {
  const url = readServerUrl(text.trim());
  if (url !== undefined) return url;
  context.addIssue("not an https address");
  return z.NEVER;
});
/** A whole path of any system, a network share included. */
const folder = z.string().trim().max(1_000).refine((text) => win32.isAbsolute(text) || posix.isAbsolute(text));
/** A registry has no booleans. */
const flag = z.union([z.boolean(), z.literal([0, 1]).transform((number) => number === 1)]);

/**
 * Each key by itself: one that is wrong does not undo the others, and is reported. Of a wrong `TelemetryOff` or `UnlockWay` the strict meaning is taken.
 * Keys that are not ours are left alone.
 */
export function parsePolicies(values: Readonly<Record<string, unknown>>): ReadPolicies {
  const faults: PolicyFault[] = [];
  const read = <T>(key: (typeof POLICY_KEYS)[number], schema: z.ZodType<T>): T | undefined => {
    if (values[key] === undefined) return undefined;
    const parsed = schema.safeParse(values[key]);
    if (!parsed.success) faults.push({ key });
    return parsed.data;
  };
  const policies: Policies = {
    serverAddress: read("ServerAddress", address),
    releaseAddress: read("ReleaseAddress", address),
    sharedFolder: read("SharedFolder", folder),
    updateChannel: read("UpdateChannel", z.enum(["stable", "pilot"])),
    lockAfterMinutes: read("LockAfterMinutes", z.int().min(0).max(480)),
    // Of one that cannot be understood the strict meaning is taken, as far as the computer can.
    unlockWay: read("UnlockWay", z.enum(UNLOCK_WAYS)) ?? (values["UnlockWay"] === undefined ? undefined : "both"),
    telemetryOff: read("TelemetryOff", flag) ?? values["TelemetryOff"] !== undefined,
  };
  return { policies, faults };
}

/** As words of a start: put after those given by a person, for of several with one name the last is taken. */
export function policyWords({ serverAddress, releaseAddress, sharedFolder, updateChannel }: Policies): readonly string[] {
  return [
    ...(serverAddress === undefined ? [] : [`--server=${serverAddress}`]),
    ...(releaseAddress === undefined ? [] : [`--releases=${releaseAddress}`]),
    ...(sharedFolder === undefined ? [] : [`--shared-folder=${sharedFolder}`]),
    ...(updateChannel === undefined ? [] : [`--channel=${updateChannel}`]),
  ];
}
