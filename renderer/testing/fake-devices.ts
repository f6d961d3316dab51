import type { BridgeCalls, CallAnswers } from "../../shared/bridge/contract.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../shared/kernel/result.ts";
import type { Device, DeviceAnswer } from "../../shared/sync/device-messages.ts";
import { simulatedFleet } from "../../shared/fleet/testing-fleet.ts";
import type { Diagnostic, DiagnosticDemand } from "../../shared/sync/diagnostic-messages.ts";
import { NOW } from "./fake-files.ts";

const epoch = { n: 1, id: "0190c0de-0000-7000-8000-000000000001" };
const HOUR = 3_600_000;
const device = (n: number, over: Partial<Device> = {}): Device => ({
  device: String(n).padStart(32, "0"), user: `0190c0de-0000-7000-8000-00000000001${n}`, name: "Hélène Fictive", branch: "Rennes", label: "PC-RENNES-04", mine: false, state: "working",
  enrolledAt: NOW - 900 * HOUR, heardAt: NOW - HOUR / 6, version: "0.1.0", waiting: { changes: 0 }, clockOffMs: 800, diskFreeMib: 181_000, may: ["revoke", "erase"], ...over,
});

/** One of each state that a person who answers for a branch meets. */
export const someDevices: readonly Device[] = [
  device(1, { name: "Karim Exemple", label: "PC-RENNES-11", state: "waiting", enrolledAt: NOW - HOUR, heardAt: NOW - HOUR / 12, waiting: { changes: 4, since: NOW - HOUR }, may: ["approve", "refuse", "revoke", "erase"] }),
  device(2, { clockOffMs: -310_000, diskFreeMib: 1_400, waiting: { changes: 1, since: NOW - HOUR / 3 } }),
  device(3, { name: "Nolwenn Modèle", branch: "Brest", label: "PORTABLE-BREST-2", heardAt: NOW - 70 * HOUR, asked: { erase: "now", by: "Alix Témoin", mine: false, at: NOW - 2 * HOUR, until: NOW + 70 * HOUR }, may: ["confirm", "withdraw"] }),
  device(4, { name: "Ronan Gabarit", label: "PORTABLE-07", state: "revoked", heardAt: NOW - 200 * HOUR, waiting: { changes: 3, since: NOW - 201 * HOUR }, revoked: { at: NOW - 190 * HOUR, by: "Alix Témoin" }, erase: { mode: "carried", at: NOW - 190 * HOUR, by: "Alix Témoin" }, may: ["erase"] }),
  device(5, { name: "Yann Modèle", label: "PC-RENNES-02", state: "revoked", revoked: { at: NOW - 400 * HOUR }, erase: { mode: "now", at: NOW - 400 * HOUR, toldAt: NOW - 399 * HOUR, doneAt: NOW - 399 * HOUR }, may: [] }),
  device(6, { name: "Maud Modèle", label: "PC-RENNES-01", mine: true }),
];

const PAGE = 1_000;
/** As the centre answers: by pages. */
export function devicesOf(whose: "mine" | "others", after: string | undefined, told: CallAnswers["devices.list"] | undefined): CallAnswers["devices.list"] {
  if (whose === "mine") return ok({ epoch, approves: true, devices: someDevices.filter(({ mine }) => mine) });
  if (told?.ok !== true) return told ?? ok({ epoch, approves: true, devices: [] });
  const rest = told.value.devices.filter((one) => after === undefined || one.device > after);
  const page = rest.slice(0, PAGE);
  const last = rest.length > PAGE ? page.at(-1) : undefined;
  return ok({ ...told.value, devices: page, ...(last === undefined ? {} : { next: last.device }) });
}
export const manyDevices: CallAnswers["devices.list"] = ok({ epoch, approves: true, devices: [...someDevices] });
/** Five thousand that nobody has. */
export const fleetOf5000 = (): CallAnswers["devices.list"] => ok({ epoch, approves: false, devices: [...simulatedFleet(5_000, NOW)] });

type Acts = { readonly [C in "devices.decide" | "devices.revoke" | "devices.withdraw"]: (input: Parameters<BridgeCalls[C]>[0]) => CallAnswers[C] };
/** The first word of two on another's workstation; one's own at once. */
export function actsOnDevices(fails: CodedError | undefined): Acts {
  const answer = (named: string, done: boolean): Result<DeviceAnswer, CodedError> => (fails === undefined ? ok({ epoch, done, device: someDevices.find((one) => one.device === named) ?? device(9) }) : err(fails));
  return {
    "devices.decide": (input) => answer(input.device, true),
    "devices.revoke": (input) => answer(input.device, someDevices.some((one) => one.device === input.device && (one.mine || one.asked !== undefined))),
    "devices.withdraw": (input) => answer(input.device, true),
  };
}

const asked = { id: "0190c0de-0000-7000-8000-0000000000d1", reason: "Lenteurs signalées lundi matin", by: "Alix Témoin", at: NOW - 2 * HOUR, until: NOW + 300 * HOUR };
export const someDemand: DiagnosticDemand = asked;
const someDiagnostic: Diagnostic = {
  form: 1, madeAt: NOW, version: "0.9.1", host: "electron", platform: "win32", arch: "x64", system: "10.0.22631", runtime: "24.1.0", uptimeMinutes: 192, memoryMib: 16_000, memoryFreeMib: 3_100, diskFreeMib: 1_420, databaseMib: 38, clockOffMs: -310_000,
  rules: "pge-france@1.0.0", epoch: 1, sync: { kind: "idle", waiting: 2, oldestAt: NOW - HOUR, contactAt: NOW - HOUR / 6, newsHeldBack: true, folder: "none" }, counts: { files: 1_204, toSettle: 3, branches: 2, documentsUnsent: 1, changes: 5_220 },
  errors: [{ code: "G5004", times: 14, lastAt: NOW - HOUR }, { code: "G7003", times: 1, lastAt: NOW - 3 * HOUR }],
};
type Diagnoses = { readonly [C in "diagnostic.preview" | "diagnostic.answer" | "devices.diagnose" | "devices.diagnostic"]: (input: Parameters<BridgeCalls[C]>[0]) => CallAnswers[C] };
/** Asked for, the answer is there to be read at once. */
export function diagnoses(): Diagnoses {
  return {
    "diagnostic.preview": () => ok({ diagnostic: someDiagnostic, text: JSON.stringify(someDiagnostic, null, 2), digest: "0".repeat(64) }),
    "diagnostic.answer": () => ok(undefined),
    "devices.diagnose": ({ reason }) => ok({ epoch, ...asked, reason }),
    "devices.diagnostic": () => ok({ epoch, ...asked, answer: "given", answeredAt: NOW, diagnostic: someDiagnostic }),
  };
}
