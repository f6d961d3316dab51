import { parseCents } from "../kernel/cents.ts";
import { parseLegalDate } from "../kernel/legal-date.ts";
import { isStorableText } from "../kernel/wire-text.ts";
import { LOAN_STATUSES, isSchemeCode, type ExistingLoan } from "./facts.ts";

const KEYS: readonly string[] = ["bank", "amount", "scheme", "status", "grantOn", "number"];
const isOneOf = <const T extends string>(values: readonly T[], value: unknown): value is T => values.some((known) => known === value);
const isScheme = (value: unknown): value is string => typeof value === "string" && isSchemeCode(value);
const isLabel = (value: unknown, max: number): value is string => typeof value === "string" && value.trim() !== "" && value.length <= max && isStorableText(value);

/** The gate of one other PGE in stored form. `undefined` when anything in it is wrong, an unknown key included. */
export function parseStoredLoan(value: unknown): ExistingLoan | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const loan: Readonly<Record<string, unknown>> = { ...value };
  if (Object.keys(loan).some((key) => !KEYS.includes(key))) return undefined;
  const { bank, scheme, status, number } = { bank: loan["bank"], scheme: loan["scheme"], status: loan["status"], number: loan["number"] };
  const amount = parseCents(loan["amount"]);
  const grantOn = loan["grantOn"] === undefined ? undefined : parseLegalDate(loan["grantOn"]);
  if (!isLabel(bank, 120) || !isOneOf(LOAN_STATUSES, status) || !amount.ok || amount.value < 0) return undefined;
  if ((scheme !== undefined && !isScheme(scheme)) || (number !== undefined && !isLabel(number, 60)) || grantOn?.ok === false) return undefined;
  return {
    bank,
    amount: amount.value,
    status,
    ...(scheme === undefined ? {} : { scheme }),
    ...(grantOn?.ok === true ? { grantOn: grantOn.value } : {}),
    ...(number === undefined ? {} : { number }),
  };
}
