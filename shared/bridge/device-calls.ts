import { z } from "zod";
import type { CodedError } from "../kernel/error-codes.ts";
import type { Result } from "../kernel/result.ts";
import type { DeviceAnswer, DevicesAnswer } from "../sync/device-messages.ts";
import { MOST_REASON } from "../sync/device-states.ts";
import type { Diagnostic, DiagnosticAnswer } from "../sync/diagnostic-messages.ts";
import { FLEET_SHOWS, FLEET_SORTS } from "../fleet/fleet.ts";
import type { ExportReady } from "./import-views.ts";
import { language } from "./input-shapes.ts";
import type { SessionState } from "./session-views.ts";

const device = z.string().regex(/^[0-9a-f]{32}$/);
const fleetQuery = z.object({ search: z.string().max(200), show: z.enum(FLEET_SHOWS), branch: z.string().max(200), version: z.string().max(40), unseenDays: z.int().min(0).max(3_650), sort: z.enum(FLEET_SORTS) });

/** Workstations: with the centre (G5004), which says what the person may do to each. */
export const deviceInputs = {
  /** A page of a thousand at most; `after`: what `next` of the page before it said. */
  "devices.list": z.object({ whose: z.enum(["mine", "others"]), after: device.optional() }),
  /** Those of others as they are filtered, read again at the centre, as a table: to be read piece by piece. */
  "devices.export": z.object({ query: fleetQuery, language }),
  /** G3002 her own, G9503 it does not wait any more. */
  "devices.decide": z.object({ device, decision: z.enum(["approve", "refuse"]) }),
  /** Her own at once; another's is asked for, or confirmed where somebody else asked for the same. G9504, G9505. */
  "devices.revoke": z.object({ device, erase: z.enum(["carried", "now"]).optional() }),
  "devices.withdraw": z.object({ device }),
  /** Erases this workstation, as it was ordered, with all that was not sent. G9507 no order stands. */
  "session.erase": z.undefined(),
} as const satisfies Record<string, z.ZodType>;

/** What a workstation may say of itself: nothing of clients. */
export const diagnosticInputs = {
  /** What would be sent; nothing leaves, and no network is needed. */
  "diagnostic.preview": z.undefined(),
  /** `digest`: of what was shown, which is sent; without it, declined. With the centre (G5004). G9622 not asked for any more, G9623 shown too long ago. */
  "diagnostic.answer": z.object({ id: z.uuid(), digest: z.string().regex(/^[0-9a-f]{64}$/).optional() }),
  /** Of somebody else's workstation, with the centre: G3002, G9503, G9506, G9624 one is asked for already. */
  "devices.diagnose": z.object({ device, reason: z.string().trim().min(3).max(MOST_REASON) }),
  /** G9625 there is none. */
  "devices.diagnostic": z.object({ device }),
} as const satisfies Record<string, z.ZodType>;

/** `text`: exactly what is sent, as a person reads it. */
export type DiagnosticPreview = { readonly diagnostic: Diagnostic; readonly text: string; readonly digest: string };
export type DiagnosticAnswers = {
  "diagnostic.preview": Result<DiagnosticPreview, CodedError>;
  "diagnostic.answer": Result<undefined, CodedError>;
  "devices.diagnose": Result<DiagnosticAnswer, CodedError>;
  "devices.diagnostic": Result<DiagnosticAnswer, CodedError>;
};

export type DeviceAnswers = {
  "devices.list": Result<DevicesAnswer, CodedError>;
  "devices.export": Result<ExportReady, CodedError>;
  "devices.decide": Result<DeviceAnswer, CodedError>;
  "devices.revoke": Result<DeviceAnswer, CodedError>;
  "devices.withdraw": Result<DeviceAnswer, CodedError>;
  "session.erase": Result<SessionState, CodedError>;
};
