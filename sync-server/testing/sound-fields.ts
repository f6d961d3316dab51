import type { Fields } from "../../shared/pge/file-fields.ts";

/** A company number with its Luhn key from eight digits: fictional ones begin with 9. */
export function sirenFrom(number: number): string {
  const digits = String(90_000_000 + number).padStart(8, "0");
  let sum = 0;
  for (let i = 0; i < 8; i += 1) {
    const digit = Number(digits[i]) * (i % 2 === 0 ? 1 : 2);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** A file that passes every check on the demonstration's date: ceiling 1,000,000 €, asks 100,000 €. Override the one fact a test is about. */
export function soundFields(over: Fields = {}): Fields {
  return {
    siren: sirenFrom(1), legalName: "Fictive 1", borrowerType: "SOCIETE", legalForm: "5710", naf: "56.10A", createdOn: "2010-01-04",
    sireneRegistered: true, economicActivity: true, staffFrance: 20, turnover: 400_000_000, turnover2019: 400_000_000,
    turnoverProofKind: "COMPTES_ANNUELS", turnoverProofOn: "2020-03-31", receivedOn: "2020-04-10", scheme: "CLASSIQUE", amount: 10_000_000, foreseenGrantOn: "2020-04-20",
    totalYears: 5, amortisationYears: 4, deferralMonths: 12, rateBps: 50, exposureAtReference: 0, exposureAtGrant: 10_000_000, otherSecurity: false,
    preApprovedBy: "A. Martin", preApprovedOn: "2020-04-12", mandateOn: "2020-04-10", swornOn: "2020-04-10", vigilanceBy: "A. Martin", vigilanceOn: "2020-04-11",
    iban: "FR7630006000011234567890189", signatoryName: "B. Durand", ...over,
  };
}
