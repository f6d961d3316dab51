import { isErrorCode, type ErrorCode } from "../../../shared/kernel/error-codes.ts";
import type { RecoveryReportAnswer } from "../../../shared/sync/recovery-messages.ts";
import type { BankRecovery, Store } from "../../store/store.ts";
import type { Centre } from "../centre.ts";
import { scopeOf } from "../follow.ts";
import type { Caller } from "../services.ts";

/** Rows of one list: what a screen can show and a message can hold. The totals count them all. */
export const MOST_ROWS = 2_000;

/** [SY59] Where a recovery stands, for an administrator: her own bank's part, by the database's own walls. The operator is told figures. */
export async function describeRecovery(store: Pick<Store, "bankRecovery" | "recovery">, centre: Pick<Centre, "epoch" | "recovering">, caller: Caller): Promise<RecoveryReportAnswer> {
  const standing = { epoch: centre.epoch, recovering: centre.recovering };
  const scope = scopeOf(caller);
  if (scope === undefined) return { ...standing, ...(await figuresOfAll(store, caller)) };
  const part = await store.bankRecovery(scope);
  const stateOf = ({ revoked, seenEpoch }: BankRecovery["replicas"][number]) => (revoked ? "revoked" as const : seenEpoch >= centre.epoch.n ? "back" as const : "absent" as const);
  const replicas = part.replicas.map((row) => ({ replica: row.replica, user: row.person, ...named(part, row.person), device: row.device, have: row.have, lastAt: row.lastAt, state: stateOf(row) }));
  return {
    ...standing,
    events: part.events.filter(({ epoch }) => epoch === centre.epoch.n).map(({ at, kind, door, person, because }) => ({ at, kind: kindOf(kind), door: doorOf(door), mine: person === caller.user, ...(person === undefined ? {} : named(part, person)), ...(because === undefined ? {} : { because }) })),
    totals: {
      back: replicas.filter(({ state }) => state === "back").length, absent: replicas.filter(({ state }) => state === "absent").length,
      waiting: part.waiting.filter(({ outcome }) => outcome === undefined).length, refused: part.waiting.filter(({ outcome }) => outcome !== undefined).length,
      reinstated: part.reinstated.length, flagged: part.reinstated.filter(({ flag }) => flag !== undefined).length, missing: part.missing.length, alarms: part.alarms.length,
    },
    // Who did not come back first: that is what somebody may still do something about.
    replicas: replicas.toSorted((a, b) => Number(a.state !== "absent") - Number(b.state !== "absent")).slice(0, MOST_ROWS),
    waiting: part.waiting.slice(0, MOST_ROWS).map((row) => ({
      file: row.file, branch: row.branch, version: row.version, kind: row.kind, ...(row.number === undefined ? {} : { number: row.number }), user: row.person, ...named(part, row.person), ...whyOf(row),
    })),
    reinstated: part.reinstated.toSorted((a, b) => Number(a.flag === undefined) - Number(b.flag === undefined)).slice(0, MOST_ROWS).map(({ number, file, flag, at }) => ({ number, file, at, ...(codeOf(flag) === undefined ? {} : { flag: codeOf(flag) }) })),
    missing: part.missing.slice(0, MOST_ROWS).map(({ number, ...row }) => ({ ...row, ...(number === undefined ? {} : { number }) })),
    alarms: part.alarms.slice(0, MOST_ROWS).map(({ replica, person, epoch, kind, have, known, times, lastAt }) => ({ replica, user: person, ...named(part, person), epoch, kind, have, known, times, lastAt })),
  };
}

type Why = Pick<NonNullable<RecoveryReportAnswer["waiting"]>[number], "why" | "from" | "code">;
/** Why a change has no effect yet, or never will. */
function whyOf({ outcome, fileVersion, isHere }: BankRecovery["waiting"][number]): Why {
  const code = codeOf(outcome);
  if (outcome !== undefined) return { why: "refused", ...(code === undefined ? {} : { code }) };
  if (fileVersion === undefined) return { why: "creation" };
  return isHere ? { why: "predecessors", from: fileVersion + 1 } : { why: "branch" };
}

const named = ({ names }: BankRecovery, person: string): { readonly name?: string } => {
  const name = names.get(person);
  return name === undefined ? {} : { name };
};
const codeOf = (text: string | undefined): ErrorCode | undefined => (isErrorCode(text) ? text : undefined);
type Event = RecoveryReportAnswer["events"][number];
/** The gate: written by our own statements, under a check of the database. */
const kindOf = (kind: string): Event["kind"] => (kind === "begun" || kind === "confirmed" || kind === "refused" ? kind : "ended");
const doorOf = (door: string): Event["door"] => (door === "route" ? "route" : "command");

async function figuresOfAll(store: Pick<Store, "recovery">, caller: Caller): Promise<Pick<RecoveryReportAnswer, "events" | "totals">> {
  const { epoch, events, absentReplicas, waiting, reinstated, missingFiles, alarms } = await store.recovery();
  return {
    events: events.filter((event) => event.epoch === epoch).map(({ at, kind, door, person, because }) => ({ at, kind: kindOf(kind), door: doorOf(door), mine: person === caller.user, ...(person === caller.user ? { name: caller.name } : {}), ...(because === null ? {} : { because }) })),
    totals: {
      back: undefined, absent: absentReplicas.length, waiting: waiting.filter(({ outcome }) => outcome === null).length, refused: waiting.filter(({ outcome }) => outcome !== null).length,
      reinstated: reinstated.length, flagged: reinstated.filter(({ flag }) => flag !== null).length, missing: missingFiles.length, alarms: alarms.length,
    },
  };
}
