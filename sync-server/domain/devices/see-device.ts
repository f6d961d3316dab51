import { mayDo } from "../../../shared/access/rights.ts";
import { DEVICE_ACTS, type Device, type DeviceAct, type EraseMode } from "../../../shared/sync/device-messages.ts";
import type { DeviceState } from "../../../shared/sync/device-states.ts";
import type { DeviceRow, DevicesAsked } from "../../store/store.ts";
import type { Caller } from "../services.ts";
import { sha256 } from "../sha256.ts";
import { standing } from "../two-persons.ts";

/** What people name a workstation by; nobody finds its replica's id from it. */
export const handleOf = (replica: string): string => sha256(`guichet-device-1 ${replica}`).slice(0, 32);

/** Her own; those of her branches, all of the owner's; of the whole bank for an administrator and for support. */
export function sees({ user, role, branches }: Caller, { person, branches: its }: DeviceRow): boolean {
  if (person === user) return true;
  if (!mayDo(role, "devices.watch")) return false;
  if (role === "administrator" || role === "support") return true;
  return its.length > 0 && its.every(({ id }) => branches.some((own) => own.id === id));
}

/** The same for the store, which then reads no others. */
export function seenBy({ user, role, branches }: Caller): DevicesAsked["seenBy"] {
  if (role === "administrator" || role === "support") return undefined;
  return { person: user, branches: mayDo(role, "devices.watch") ? branches.map(({ id }) => id) : [] };
}

export function stateOf({ revoked, approval }: DeviceRow): DeviceState {
  if (revoked !== undefined) return "revoked";
  return approval === undefined || approval.is === "approved" ? "working" : approval.is;
}

/** A second person confirms what the first one asked for; what was ordered may be made stricter, never taken back. */
export function actsOn(caller: Caller, row: DeviceRow, at: number): readonly DeviceAct[] {
  const [mine, state, word] = [row.person === caller.user, stateOf(row), standing(row.word, at)];
  const ends = mine ? mayDo(caller.role, "devices.own") : mayDo(caller.role, "devices.revoke");
  const open = ends && (mine || word === undefined);
  const can: { readonly [A in DeviceAct]: boolean } = {
    approve: !mine && mayDo(caller.role, "devices.approve") && (state === "waiting" || state === "refused"),
    refuse: !mine && mayDo(caller.role, "devices.approve") && state === "waiting",
    revoke: open && state !== "revoked",
    erase: open && row.erase?.mode !== "now" && row.erase?.doneAt === undefined,
    confirm: ends && !mine && word !== undefined && word.by !== caller.user,
    withdraw: ends && word !== undefined,
  };
  return DEVICE_ACTS.filter((act) => can[act]);
}

export const detailOf = (erase: EraseMode | undefined): string => (erase === undefined ? "revoke" : `revoke ${erase}`);
const eraseOf = (detail: string): { readonly erase?: EraseMode } => (detail === "revoke carried" ? { erase: "carried" } : detail === "revoke now" ? { erase: "now" } : {});

/** A workstation in the words of an answer; people by name. */
export function describeDevice(caller: Caller, row: DeviceRow, at: number): Device {
  const nameOf = (person: string): string => row.names.get(person) ?? "";
  const { heard, approval, revoked, erase, lastAt } = row;
  const by = (person: string | undefined) => (person === undefined ? {} : { by: nameOf(person) });
  const word = standing(row.word, at);
  const heardAt = Math.max(heard?.at ?? 0, lastAt ?? 0);
  return {
    device: handleOf(row.replica), user: row.person, name: row.name, branch: row.branches[0]?.name ?? "", label: row.label, mine: row.person === caller.user, state: stateOf(row), enrolledAt: row.enrolledAt,
    ...(heardAt === 0 ? {} : { heardAt }), ...(heard?.version === undefined ? {} : { version: heard.version }),
    ...(heard?.waiting === undefined ? {} : { waiting: { changes: heard.waiting, ...(heard.oldestAt === undefined ? {} : { since: heard.oldestAt }) } }),
    ...(heard?.clockOffMs === undefined ? {} : { clockOffMs: heard.clockOffMs }), ...(heard?.diskFreeMib === undefined ? {} : { diskFreeMib: heard.diskFreeMib }),
    ...(approval === undefined || approval.is === "waiting" ? {} : { decided: { at: approval.at, ...by(approval.by) } }),
    ...(revoked === undefined ? {} : { revoked: { at: revoked.at, ...by(revoked.by) } }),
    ...(erase === undefined ? {} : { erase: { mode: erase.mode, at: erase.at, ...by(erase.by), ...(erase.toldAt === undefined ? {} : { toldAt: erase.toldAt }), ...(erase.doneAt === undefined ? {} : { doneAt: erase.doneAt }) } }),
    ...(word === undefined ? {} : { asked: { ...eraseOf(word.detail), by: nameOf(word.by), mine: word.by === caller.user, at: word.at, until: word.until } }),
    may: [...actsOn(caller, row, at)],
  };
}
