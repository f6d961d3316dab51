import type { CodedError, ErrorCode } from "../../shared/kernel/error-codes.ts";
import { errorCodes } from "../../shared/kernel/error-table.ts";
import type { ErrorAnswer } from "../../shared/sync/protocol.ts";

/** The one body of every answer outside 2xx. Nothing of an internal error ever reaches it. */
export const errorAnswer = (coded: CodedError, request: string): ErrorAnswer => ({
  code: coded.code,
  params: writable(coded.params ?? {}),
  fields: (coded.fields ?? []).map(({ field, reason }) => ({ field, reason })),
  request,
});

const writable = (params: NonNullable<CodedError["params"]>): ErrorAnswer["params"] =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, typeof value === "object" ? [...value] : value]));

export const statusOf = (code: ErrorCode): number => errorCodes[code].status;

/** Seconds a client should wait before the same request makes sense; undefined when waiting does not help. Spread, so that a crowd does not return at once. */
export function retryAfterOf(code: ErrorCode, random: () => number = Math.random): number | undefined {
  switch (code) {
    case "G4004": return 5;
    case "G5002": return 1 + Math.floor(random() * 5);
    case "G3005": return 5 + Math.floor(random() * 10);
    case "G5003": return 30 + Math.floor(random() * 30);
    case "G7007": return 3_600;
    case "G7008": return 5 + Math.floor(random() * 10);
    case "G9401": case "G9402": return 30 + Math.floor(random() * 30);
    default: return undefined;
  }
}
