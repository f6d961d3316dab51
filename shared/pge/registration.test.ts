import { expect, test } from "vitest";
import { cents } from "../kernel/cents.ts";
import { legalDate } from "../kernel/legal-date.ts";
import { someFacts } from "../testing/facts.ts";
import { assess } from "../testing/assess-pge.ts";
import type { ExistingLoan } from "./facts.ts";
import { pgeFrance } from "./packs/pge-france.ts";
import { answerRegistration, isOneRegistrationOnly, type RegistrationRequest } from "./registration.ts";

const asked = (request: Partial<RegistrationRequest> = {}) =>
  answerRegistration({ businessDate: legalDate("2020-05-05"), preApproved: true, liveRegistrations: 0, assessment: assess(someFacts()), ...request }, pgeFrance);

test("[PC1] W03: no registration without the bank's pre-approval", () => {
  expect(asked({ preApproved: false })).toBe("REFUS_PRE_ACCORD_REQUIS");
});

test("[PC2] W01: a second one on 15/04/2020 is refused", () => {
  expect(asked({ businessDate: legalDate("2020-04-15"), liveRegistrations: 1 })).toBe("REFUS_UNE_SEULE_ATTESTATION_PREMIER_MOIS");
});

test("[PC2] W02: a second one on 05/05/2020 is issued while enough remains", () => {
  expect(asked({ liveRegistrations: 1 })).toBe("ATTESTATION_DELIVREE");
});

test("[PC2] the first month ends with 30/04/2020", () => {
  expect(["2020-04-30", "2020-05-01"].map((day) => isOneRegistrationOnly(legalDate(day), pgeFrance))).toEqual([true, false]);
  expect(asked({ businessDate: legalDate("2020-04-15") })).toBe("ATTESTATION_DELIVREE");
});

test("[PC3] then the rules, each refusal by its own code", () => {
  expect(asked({ assessment: assess(someFacts({ request: { totalYears: 7 } })) })).toBe("REFUS_REGLES");
  expect(asked({ assessment: assess(someFacts({ borrower: { staffFrance: 5_000 } })) })).toBe("REFUS_PROCEDURE_INDIVIDUELLE");
  expect(asked({ assessment: assess(someFacts({ request: { amount: cents(25_000_001) } })) })).toBe("REFUS_PLAFOND_DEPASSE");
  expect(asked({ assessment: assess(someFacts({ borrower: { turnover2019: undefined } })) })).toBe("REFUS_INCOMPLET");
});

test("[PC4] W04: two requests of 150 000 € under 250 000 €, the first registered is accepted, the second sees 100 000 € available", () => {
  const request = { amount: cents(15_000_000) };
  const first = assess(someFacts({ request }));
  expect(asked({ assessment: first })).toBe("ATTESTATION_DELIVREE");
  const registered: ExistingLoan = { bank: "A", amount: cents(15_000_000), status: "ATTESTE" };
  const second = assess(someFacts({ request, existingLoans: [registered] }));
  expect([asked({ assessment: second, liveRegistrations: 1 }), second.available?.value]).toEqual(["REFUS_PLAFOND_DEPASSE", 10_000_000]);
});
