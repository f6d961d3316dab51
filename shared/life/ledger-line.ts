import type { LoanFile } from "./loan-file.ts";
import { lifeOf } from "./loan-life.ts";

/** What a file holds of its company's ceiling. Reserved by its registration, granted once the money left, released when it ended before. */
export type LedgerLine = {
  readonly siren: string; readonly scheme: string; readonly number: string; readonly state: "reserved" | "granted" | "released";
  /** Cents. */
  readonly amount: number;
  readonly grantOn: string;
};

/** [LI6] Undefined where the file has no number. A loan that was repaid still counts: the texts cap what a company benefits from, and do not say that repaying frees it. */
export function ledgerLineOf({ status, fields, registration, life }: LoanFile): LedgerLine | undefined {
  const { siren, scheme, amount } = fields;
  if (registration === undefined || typeof siren !== "string" || typeof scheme !== "string" || typeof amount !== "number") return undefined;
  const { disbursed } = lifeOf(life);
  const line = { siren, scheme, number: registration.number, amount, grantOn: registration.grantOn };
  if (status === "declined" || status === "cancelled") return { ...line, state: "released" };
  if (disbursed === undefined) return { ...line, state: "reserved" };
  return { ...line, amount: disbursed.amount, grantOn: disbursed.on, state: "granted" };
}

export const sameLine = (a: LedgerLine, b: LedgerLine): boolean => a.state === b.state && a.amount === b.amount && a.grantOn === b.grantOn && a.siren === b.siren && a.scheme === b.scheme;
