import { mayDo } from "../../../shared/access/rights.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { uuidV7 } from "../../../shared/kernel/ids.ts";
import type { Instant } from "../../../shared/kernel/instant.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { MOST_DEVICES, type DecideDeviceRequest, type DeviceAnswer, type DeviceErasedRequest, type DeviceOrderAnswer, type DeviceOrderRequest, type DevicesAnswer, type DevicesRequest, type RevokeDeviceRequest, type WithdrawDeviceRequest } from "../../../shared/sync/device-messages.ts";
import type { DataScope, DeviceChange, DeviceRow, DevicesAsked, Store } from "../../store/store.ts";
import type { Centre } from "../centre.ts";
import { refuseAddress } from "../check-address.ts";
import type { Caller } from "../services.ts";
import { sayWord } from "../two-persons.ts";
import type { DeviceGate } from "./gate-devices.ts";
import { answerOrder, takeErased } from "./erase-order.ts";
import { actsOn, describeDevice, detailOf, handleOf, seenBy, sees } from "./see-device.ts";

/** Workstations as those who answer for them see and end them. */
export type DeviceServices = {
  readonly list: (caller: Caller, request: DevicesRequest) => Promise<Result<DevicesAnswer, CodedError>>;
  readonly mine: (caller: Caller, request: DevicesRequest) => Promise<Result<DevicesAnswer, CodedError>>;
  readonly decide: (caller: Caller, request: DecideDeviceRequest) => Promise<Result<DeviceAnswer, CodedError>>;
  readonly revoke: (caller: Caller, request: RevokeDeviceRequest) => Promise<Result<DeviceAnswer, CodedError>>;
  readonly withdraw: (caller: Caller, request: WithdrawDeviceRequest) => Promise<Result<DeviceAnswer, CodedError>>;
  readonly order: (request: DeviceOrderRequest) => Promise<Result<DeviceOrderAnswer, CodedError>>;
  readonly erased: (request: DeviceErasedRequest) => Promise<Result<{ readonly taken: true }, CodedError>>;
};
export type DeviceParts = {
  readonly store: Pick<Store, "policyOf" | "listDevices" | "changeDevice">; readonly centre: Centre; readonly now: () => Instant; readonly randomBytes: (length: number) => Uint8Array;
  /** How long the word of the first of two persons stands. */
  readonly secondWordMs: number;
  readonly gate: Pick<DeviceGate, "refusePerson">;
};
type Named = { readonly protocol: number; readonly centre: string; readonly epoch: string; readonly device: string };
type Decided = Result<{ readonly change: DeviceChange; readonly done: boolean }, CodedError>;

export function createDevices(parts: DeviceParts): DeviceServices {
  const { store, centre, now, randomBytes, secondWordMs, gate } = parts;
  /** A page where one is asked for; else as many as a workstation of before is told of, in order of name. */
  async function list(caller: Caller, { limit, after, ...request }: DevicesRequest, seen: DevicesAsked["seenBy"]): Promise<Result<DevicesAnswer, CodedError>> {
    const refusal = refuseAddress(centre, request);
    if (refusal !== undefined || caller.bank === undefined) return err(refusal ?? { code: "G3002" });
    const most = limit ?? MOST_DEVICES;
    const [rows, { approveWorkstations: approves }] = await Promise.all([store.listDevices(caller.bank.id, { seenBy: seen, after, limit: most + 1 }), store.policyOf(caller.bank.id)]);
    const [at, page] = [now(), rows.slice(0, most)];
    const last = rows.length > most ? page.at(-1) : undefined;
    const hers = page.filter((row) => sees(caller, row));
    const devices = (limit === undefined ? hers.toSorted(byName) : hers).map((row) => describeDevice(caller, row, at));
    return ok({ epoch: centre.epoch, approves, devices, ...(last === undefined ? {} : { next: handleOf(last.replica) }) });
  }

  /** Finds it among what the caller sees, then decides on it under its lock. G9506 where she sees none of that name. */
  async function act(caller: Caller, request: Named, decide: (now: DeviceRow) => Decided): Promise<Result<DeviceAnswer, CodedError>> {
    const refusal = refuseAddress(centre, request);
    if (refusal !== undefined || caller.bank === undefined) return err(refusal ?? { code: "G3002" });
    const { id: bank } = caller.bank;
    const [found] = await store.listDevices(bank, { handle: request.device });
    if (found === undefined || !sees(caller, found)) return err({ code: "G9506" });
    // Her own she ends from anywhere: with nothing but a new laptop, the lost one does not wait.
    const notYet = found.person === caller.user ? undefined : await gate.refusePerson(caller);
    if (notYet !== undefined) return err(notYet);
    const scope: DataScope = { bank, branches: [], persons: [...new Set([caller.user, found.person])] };
    const decided = await store.changeDevice(scope, found.replica, (row) => {
      const answer = decide({ ...row, branches: found.branches });
      return { change: answer.ok ? answer.value.change : {}, answer };
    });
    if (decided === undefined) return err({ code: "G9506" });
    if (!decided.ok) return decided;
    const [after = found] = await store.listDevices(bank, { replica: found.replica });
    return ok({ epoch: centre.epoch, done: decided.value.done, device: describeDevice(caller, after, now()) });
  }

  return {
    list: async (caller, request) => {
      // Support keeps no workstation at all.
      const refusal = !mayDo(caller.role, "devices.watch") ? ({ code: "G3002" } as const) : mayDo(caller.role, "desk.keep") ? await gate.refusePerson(caller) : undefined;
      return refusal === undefined ? await list(caller, request, seenBy(caller)) : err(refusal);
    },
    mine: (caller, request) => list(caller, request, { person: caller.user, branches: [] }),
    decide: async (caller, request) => (!mayDo(caller.role, "devices.approve") ? err({ code: "G3002" }) : await act(caller, request, (row) => {
      if (row.person === caller.user) return err({ code: "G3002" });
      if (!actsOn(caller, row, now()).includes(request.decision)) return err({ code: "G9503" });
      return ok({ done: true, change: { approval: { is: request.decision === "approve" ? "approved" : "refused", at: now(), by: caller.user } } });
    })),
    revoke: (caller, { erase, ...request }) => act(caller, request, (row) => {
      const [at, mine] = [now(), row.person === caller.user];
      if (!mayDo(caller.role, mine ? "devices.own" : "devices.revoke")) return err({ code: "G3002" });
      const isNew = erase === undefined ? row.revoked === undefined : row.erase?.doneAt === undefined && row.erase?.mode !== "now" && row.erase?.mode !== erase;
      if (!isNew) return err({ code: "G9503" });
      const ends: DeviceChange = { ...(row.revoked === undefined ? { revoke: { at, by: caller.user } } : {}), ...(erase === undefined ? {} : { erase: { mode: erase, at, by: caller.user } }) };
      if (mine) return ok({ done: true, change: { ...ends, ...(row.word === undefined ? {} : { word: { settle: { id: row.word.id, as: "withdrawn", by: caller.user, at } } }) } });
      const said = sayWord(row.word, detailOf(erase), { person: caller.user, at, forMs: secondWordMs, newId: () => uuidV7(at, randomBytes(16)) });
      return said.ok ? ok({ done: said.value.done, change: { ...(said.value.done ? ends : {}), word: said.value.write } }) : said;
    }),
    withdraw: (caller, request) => act(caller, request, (row) => {
      if (row.person !== caller.user && !mayDo(caller.role, "devices.revoke")) return err({ code: "G3002" });
      if (row.word === undefined || !actsOn(caller, row, now()).includes("withdraw")) return err({ code: "G9503" });
      return ok({ done: true, change: { word: { settle: { id: row.word.id, as: "withdrawn", by: caller.user, at: now() } } } });
    }),
    order: (request) => answerOrder(parts, request),
    erased: (request) => takeErased(parts, request),
  };
}

const byName = (a: DeviceRow, b: DeviceRow): number => (a.name === b.name ? a.enrolledAt - b.enrolledAt || (a.replica < b.replica ? -1 : 1) : a.name < b.name ? -1 : 1);
