import { cents } from "../../../shared/kernel/cents.ts";
import { parseLegalDate, type LegalDate } from "../../../shared/kernel/legal-date.ts";
import type { LedgerLine } from "../../../shared/life/ledger-line.ts";
import { assess } from "../../../shared/pge/assess.ts";
import { fieldsToFacts } from "../../../shared/pge/fields-to-facts.ts";
import type { Packs } from "../../../shared/pge/packs/packs.ts";
import type { FileState, Registration } from "../../../shared/sync/file-state.ts";
import type { AttestationFacts } from "../../attestation/attestation-facts.ts";

type Described = Pick<AttestationFacts, "number" | "siren" | "company" | "scheme" | "amount" | "quotaPct" | "guaranteed" | "grantOn" | "registeredAt" | "rules">;

/** What is attested of a registered file: the amount, the scheme and the day of grant are the ledger's, and the guarantee is computed of them. */
export function describeAttestation({ fields }: FileState, line: LedgerLine, registration: Registration, businessDate: LegalDate, packs: Packs): Described {
  const facts = fieldsToFacts({ ...fields, amount: cents(line.amount) }, businessDate);
  const granted = parseLegalDate(line.grantOn);
  const { quotaPct, guaranteed } = assess(granted.ok ? { ...facts, grantOn: granted.value } : facts, packs.ofLoan(registration.rules, businessDate));
  return {
    number: line.number, siren: line.siren, company: nameOf(fields), scheme: line.scheme, amount: line.amount, grantOn: line.grantOn,
    quotaPct: quotaPct?.value, guaranteed: guaranteed?.value, registeredAt: registration.registeredAt, rules: registration.rules,
  };
}

const nameOf = ({ legalName, tradeName }: FileState["fields"]): string => [legalName, tradeName].find((name): name is string => typeof name === "string" && name.trim() !== "") ?? "";
