import { sealFragment } from "../../../shared/sync/attestation-seal.ts";
import type { AttestationFacts } from "../attestation-facts.ts";

const page = "https://verification.guichet.example/";
const seal = { number: "1-ABCD-EFGH-K", siren: "732829320", amount: 25_000_050, registeredOn: "2020-04-16", kid: "receipts-2020-04-15" };

export const someAttestation = (over: Partial<AttestationFacts> = {}): AttestationFacts => ({
  language: "fr", number: seal.number, siren: seal.siren, company: "Atelier Imaginaire", scheme: "CLASSIQUE", amount: seal.amount, quotaPct: 90, guaranteed: 22_500_045, grantOn: "2020-04-20",
  registeredAt: Date.parse("2020-04-16T22:30:00Z"), rules: "pge-france@1", bank: "Banque Armor", branch: "Agence Rennes", sealedAt: Date.parse("2026-11-29T08:05:00Z"), demonstration: false,
  page, link: `${page}#${sealFragment(seal, "A".repeat(86))}`, ...over,
});
