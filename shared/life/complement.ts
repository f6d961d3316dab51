import type { CodedError } from "../kernel/error-codes.ts";
import type { FieldName, Fields, FieldValue, StoredLoan } from "../pge/file-fields.ts";
import { fileFields, isFieldName } from "../pge/file-fields.ts";
import { loanLifeOf, type LoanFile } from "./loan-file.ts";
import { lifeOf } from "./loan-life.ts";

/** What may come on top of a loan of the classic scheme, under the ceiling that it has begun to use. */
export const COMPLEMENTS = ["SAISON", "RESILIENCE"] as const;
export type Complement = (typeof COMPLEMENTS)[number];

/** Of the account, what is the company's own; the rest, like the request and the approvals, belongs to the first file. */
const ACCOUNT: readonly FieldName[] = ["iban", "bic"];
const SIGNATORY: readonly FieldName[] = ["signatoryName", "signatoryRole"];

/** Why no complement may be opened from a file: G2017 with what is missing, a number or the classic scheme. */
export function whyNoComplement({ status, registration, fields }: Pick<LoanFile, "status" | "registration" | "fields">): CodedError | undefined {
  const no = (field: string, reason: string): CodedError => ({ code: "G2017", params: { step: "complement", status }, fields: [{ field, reason }] });
  if (status !== "registered" || registration === undefined) return no("registration", "STEP_NEEDS_NUMBER");
  return fields.scheme === "CLASSIQUE" ? undefined : no("scheme", "COMPLEMENT_NEEDS_CLASSIC");
}

/**
 * The first entries of a complement: the company, its figures, its account and signatory, and among the loans it holds the first one, by its number, so that
 * the centre counts it once. An account that nobody has confirmed yet is left out. `bank` is that of the first loan.
 */
export function complementFields(first: LoanFile, scheme: Complement, bank: string): Fields {
  const { unconfirmedAccount } = loanLifeOf(first);
  const kept = (name: FieldName): boolean =>
    fileFields[name].section === "company" || fileFields[name].section === "figures" || SIGNATORY.includes(name) || (unconfirmedAccount === undefined && ACCOUNT.includes(name));
  const copied: { [Name in FieldName]?: FieldValue } = {};
  for (const [name, value] of Object.entries(first.fields)) if (isFieldName(name) && kept(name)) copied[name] = value;
  return { ...copied, scheme, otherLoans: [...loansOf(first.fields), firstLoan(first, bank)] };
}

function firstLoan({ fields, registration, life }: LoanFile, bank: string): StoredLoan {
  const { disbursed } = lifeOf(life);
  const grantOn = disbursed?.on ?? registration?.grantOn;
  return {
    bank, amount: disbursed?.amount ?? Number(fields.amount ?? 0), scheme: "CLASSIQUE", status: disbursed === undefined ? "ATTESTE" : "DECAISSE",
    ...(grantOn === undefined ? {} : { grantOn }), ...(registration === undefined ? {} : { number: registration.number }),
  };
}

const loansOf = ({ otherLoans }: Fields): readonly StoredLoan[] => (Array.isArray(otherLoans) ? otherLoans.filter((loan): loan is StoredLoan => typeof loan === "object") : []);
