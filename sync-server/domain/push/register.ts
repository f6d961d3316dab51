import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { Instant } from "../../../shared/kernel/instant.ts";
import type { LegalDate } from "../../../shared/kernel/legal-date.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { assessCore } from "../../../shared/pge/assess.ts";
import type { Assessment } from "../../../shared/pge/assessment.ts";
import { checkSubmittable } from "../../../shared/pge/check-submittable.ts";
import { fieldsToFacts } from "../../../shared/pge/fields-to-facts.ts";
import type { Fields } from "../../../shared/pge/file-fields.ts";
import { packName, type Packs } from "../../../shared/pge/packs/packs.ts";
import { answerRegistration } from "../../../shared/pge/registration.ts";
import { rulingProblems } from "../../../shared/pge/ruling-problems.ts";
import type { Head } from "../../../shared/sync/change.ts";
import { versionAfter, versionFloor } from "../../../shared/sync/apply-change.ts";
import type { FileState, Registration } from "../../../shared/sync/file-state.ts";
import { registrationNumber } from "../../../shared/sync/registration-number.ts";
import type { LedgerEntry, MovementWrite } from "../../store/store.ts";
import type { ReceiptFacts, ReceiptSigner } from "../receipt.ts";
import { heldLoans } from "./held-loans.ts";

export type RegistrationContext = {
  readonly centre: string;
  readonly epoch: { readonly n: number; readonly id: string };
  readonly businessDate: LegalDate;
  /** Those that the centre published, as this process knows them at that moment. */
  readonly packs: Packs;
  readonly at: Instant;
  readonly randomBytes: (length: number) => Uint8Array;
  readonly signReceipts: ReceiptSigner["sign"];
  /** Hears of a bug of ours met on one change, which was refused for it. */
  readonly onFault: (error: unknown) => void;
};

/** Stands for a receipt until all those of a transaction are signed together. Never written. */
export const UNSIGNED = "";

export type Registered = { readonly stated: ReceiptFacts; readonly registration: Registration; readonly movement: MovementWrite };
/** `remaining` is there when the ceiling is what refuses: it is told only where it may be. */
export type RegistrationRefusal = { readonly error: CodedError; readonly remaining?: { readonly siren: string; readonly available: number; readonly own: number } };

/** Decides a submission under the lock of its company ([SY30] to [SY34]). `entries` are the ledger's live ones of that company, all banks. */
export function register(file: FileState, head: Head, changeHash: string, entries: readonly LedgerEntry[], context: RegistrationContext): Result<Registered, RegistrationRefusal> {
  const { fields } = file;
  const pack = context.packs.inForce(context.businessDate);
  const facts = fieldsToFacts(fields, context.businessDate);
  const assessment = assessCore({ ...facts, existingLoans: heldLoans(facts.existingLoans, entries) }, pack);
  const problems = checkSubmittable(fields, assessment, context.businessDate);
  if (problems.length > 0) return err({ error: { code: "G2002", fields: problems.map(({ field, code }) => ({ field, reason: code })) } });
  const preApproved = fields.preApprovedOn !== undefined && fields.preApprovedBy !== undefined;
  const answer = answerRegistration({ businessDate: context.businessDate, preApproved, liveRegistrations: entries.length, assessment }, pack);
  if (answer !== "ATTESTATION_DELIVREE") return err(refusalOf(answer, fields, assessment, entries));
  const { siren, amount, scheme } = fields;
  if (typeof siren !== "string" || typeof amount !== "number" || typeof scheme !== "string") return err({ error: { code: "G2002", fields: [{ field: "siren", reason: "REQUIRED" }] } });
  const number = registrationNumber(context.epoch.n, context.randomBytes(5));
  const grantOn = assessment.grantOn;
  const stated: ReceiptFacts = {
    centre: context.centre, epoch: context.epoch.id, bank: head.bank, file: file.file, version: versionAfter(file, { floor: versionFloor(context.epoch.n) }), changeHash, number, siren, amount, scheme, grantOn, at: context.at,
  };
  return ok({
    stated,
    registration: { number, receipt: UNSIGNED, registeredAt: context.at, grantOn, rules: packName(pack) },
    movement: { siren, file: file.file, scheme, amount, grantOn, state: "reserved", number, movedAt: context.at },
  });
}

type Refusing = Exclude<ReturnType<typeof answerRegistration>, "ATTESTATION_DELIVREE">;

function refusalOf(answer: Refusing, fields: Fields, assessment: Assessment, entries: readonly LedgerEntry[]): RegistrationRefusal {
  const problems = rulingProblems(assessment).map(({ field, code }) => ({ field, reason: code }));
  switch (answer) {
    case "REFUS_PRE_ACCORD_REQUIS":
      return { error: { code: "G2002", fields: [{ field: "preApprovedOn", reason: "PRE_APPROVAL_REQUIRED" }] } };
    case "REFUS_UNE_SEULE_ATTESTATION_PREMIER_MOIS":
      return { error: { code: "G2010", fields: [{ field: "siren", reason: "G2010" }] } };
    case "REFUS_REGLES":
      return { error: { code: "G2003", fields: problems } };
    case "REFUS_PROCEDURE_INDIVIDUELLE":
      return { error: { code: "G2005", fields: problems } };
    case "REFUS_INCOMPLET":
      return { error: { code: "G2002", fields: assessment.missing.map((path) => ({ field: path, reason: "FACT_REQUIRED" })) } };
    case "REFUS_PLAFOND_DEPASSE": {
      const error: CodedError = { code: "G2004", fields: [{ field: "amount", reason: "PLAFOND_DEPASSE" }] };
      if (fields.mandateOn === undefined || fields.preApprovedOn === undefined || typeof fields.siren !== "string" || assessment.available === undefined) return { error };
      const own = entries.filter((entry) => entry.own).reduce((sum, entry) => sum + entry.amount, 0);
      return { error, remaining: { siren: fields.siren, available: assessment.available.value, own } };
    }
  }
}
