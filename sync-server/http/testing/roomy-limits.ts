import type { HttpLimits } from "../http-deps.ts";
import { PATIENCE } from "../patience.ts";

/** Limits that no test meets unless it says so. */
export const roomyLimits: HttpLimits = {
  perPerson: 10_000, perDevice: 10_000, perAddress: 10_000, inside: 256, insidePerPerson: 256, insidePerDevice: 256, atDoor: 512, connections: 10_000,
  newsPerPerson: 2, heartbeatMs: 20, patience: { ...PATIENCE, tooManyMs: 0 },
};
