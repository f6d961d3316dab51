import { z } from "zod";
import type { CodedError } from "../kernel/error-codes.ts";
import type { Result } from "../kernel/result.ts";
import type { DeviceAnswer, DevicesAnswer } from "../sync/device-messages.ts";
import type { SessionState } from "./session-views.ts";

const device = z.string().regex(/^[0-9a-f]{32}$/);

/** Workstations: with the centre (G5004), which says what the person may do to each. */
export const deviceInputs = {
  "devices.list": z.object({ whose: z.enum(["mine", "others"]) }),
  /** G3002 her own, G9503 it does not wait any more. */
  "devices.decide": z.object({ device, decision: z.enum(["approve", "refuse"]) }),
  /** Her own at once; another's is asked for, or confirmed where somebody else asked for the same. G9504, G9505. */
  "devices.revoke": z.object({ device, erase: z.enum(["carried", "now"]).optional() }),
  "devices.withdraw": z.object({ device }),
  /** Erases this workstation, as it was ordered, with all that was not sent. G9507 no order stands. */
  "session.erase": z.undefined(),
} as const satisfies Record<string, z.ZodType>;

export type DeviceAnswers = {
  "devices.list": Result<DevicesAnswer, CodedError>;
  "devices.decide": Result<DeviceAnswer, CodedError>;
  "devices.revoke": Result<DeviceAnswer, CodedError>;
  "devices.withdraw": Result<DeviceAnswer, CodedError>;
  "session.erase": Result<SessionState, CodedError>;
};
