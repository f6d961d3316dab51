import { Buffer } from "node:buffer";
import { somePdf } from "../../shared/testing/some-documents.ts";
import { someFields } from "../../shared/testing/some-fields.ts";
import type { Mark } from "./clear-search.ts";

/** Everything that a person types, chooses or keeps in the story of nothing-in-clear; each is found nowhere else by chance. */
export const PASSPHRASE = "lampe rivage ticket zéphyr";
export const MISTYPED = "lampe rivage ticket zephir";
export const SEARCH = "zephyrine kervalo";
export const NOTE = "Rendez-vous chez la notaire Quimerc'h";
export const DOCUMENT_NAME = "Releve-Bancaire-Kervalonec.pdf";
const CONTENT = "solde crediteur Kervalonec 48151623";
export const AMOUNT = 18_765_400;

export const markedFields = someFields(5, {
  legalName: "Zéphyrine Kervalonec (exemple)", tradeName: "Les Voiles Trémazan", address: "7 venelle du Marégraphe", email: "barnabe@kervalonec.example", phone: "+33298005217",
  turnover: 400_000_000, turnover2019: 400_000_000, amount: AMOUNT, exposureAtGrant: AMOUNT, signatoryName: "Barnabé Fictif-Trémazan", preApprovedBy: "Perrine Inventée", bankReference: "REF-KRV-0415",
});

/** A reader opens it; its words stand in a comment of it as they are. */
export function markedDocument(): Buffer {
  const bytes = Buffer.from(somePdf(300_000, 77));
  bytes.write(CONTENT, 150_000);
  return bytes;
}

const named = (name: string, ...texts: readonly string[]): readonly Mark[] => texts.map((text) => ({ name, text }));
const siren = String(markedFields.siren);
const iban = String(markedFields.iban);
/** As people and papers write numbers. */
const SPACES = ["", " ", "\u00a0", "\u202f"];
const spaced = (text: string, by: number, space: string): string => text.match(new RegExp(`.{1,${by}}`, "g"))?.join(space) ?? text;

/** What a client or a file is known by. Without the words that only one command writes. */
export const clientMarks: readonly Mark[] = [
  ...named("company", "Zéphyrine Kerval", "Kervalonec (exem"), ...named("trade name", "Voiles Trémazan"), ...named("address", "venelle du Marégraphe"),
  ...SPACES.flatMap((space) => named("SIREN", spaced(siren, 3, space))),
  ...SPACES.flatMap((space) => named("account", spaced(iban, 4, space))),
  ...named("amount", String(AMOUNT), "187 654", "187\u00a0654", "187\u202f654", "187654.00", "187654,00"),
  ...named("e-mail", "barnabe@kervalonec.example"), ...named("phone", "+33298005217", ...SPACES.map((space) => spaced("0298005217", 2, space))),
  ...named("signatory", "Barnabé Fictif-Trémazan"), ...named("approver", "Perrine Inventée"), ...named("reference", "REF-KRV-0415"),
  ...named("note", NOTE), ...named("document name", "Releve-Bancaire"), ...named("document content", CONTENT),
];
/** What nobody but the person ever reads, wherever it is. */
export const secretMarks: readonly Mark[] = [...named("passphrase", PASSPHRASE), ...named("mistyped passphrase", MISTYPED), ...named("search", SEARCH)];
