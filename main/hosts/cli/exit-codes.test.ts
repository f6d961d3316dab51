import { expect, test } from "vitest";
import { isErrorCode } from "../../../shared/kernel/error-codes.ts";
import { errorCodes } from "../../../shared/kernel/error-table.ts";
import { EXIT, exitCodeOf } from "./exit-codes.ts";

test("[CL1] every error has an exit code, and none passes for success", () => {
  for (const code of Object.keys(errorCodes)) if (isErrorCode(code)) expect([code, exitCodeOf({ code })]).not.toEqual([code, EXIT.done]);
});

test("[CL1] the families: secrets 4, storage 5, network 3, refusals 1, malformed 2", () => {
  const families = { G1001: 4, G1008: 4, G3001: 4, G3004: 4, G1003: 5, G1004: 5, G1005: 5, G1007: 5, G5004: 3, G3005: 3, G5002: 3, G2003: 1, G2004: 1, G3006: 1, G5001: 1, G4001: 2 } as const;
  for (const [code, exit] of Object.entries(families)) expect([code, isErrorCode(code) ? exitCodeOf({ code }) : undefined]).toEqual([code, exit]);
});
