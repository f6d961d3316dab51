import { categories } from "../security/data-register.ts";
import type { CompliancePage } from "./statement.ts";

/** GDPR art. 30(1) and (2), with the categories of the register that a test holds to the schemas. */
export const processing: CompliancePage = {
  title: "Register of processing",
  about: "The entry of Guichet in the bank's record of processing activities (GDPR art. 30(1)), and in that of whoever runs the centre for banks (art. 30(2)).",
  sections: [
    {
      title: "Purposes, persons, data and times",
      statements: [
        ...Object.values(categories).map(({ name, whose, why, ground, kept }) => ({ says: `**${name}**: of ${whose}; to ${why.replace(/^to /, "")}. Basis: ${ground}. Kept: ${kept}.`, pages: ["docs/security/data-register.md"] })),
        { hole: "Each time and basis that the lines above leave \"to be set\"." },
      ],
    },
    {
      title: "Recipients",
      statements: [
        { says: "People of the bank, each by her role and branches.", pages: ["docs/security/rights.md"], tests: ["[ST2] another bank's row is invisible, and so is another branch's of the same bank"] },
        { says: "Operators of the centre: of a registration its number, SIREN, bank, branch, amounts and state; nothing else of a client.", pages: ["docs/server.md#the-operators-desk"] },
        { says: "The guarantor: declarations, as a file that the bank takes out and sends.", pages: ["docs/loan-life.md"] },
        { says: "Whoever the bank gives a reporting login: figures, without a client.", pages: ["docs/reporting.md"], tests: ["[RP3] nothing of a client is in any view, and a company's number only for its own bank"] },
        { says: "The mail server: addresses of the bank's people, and letters without anything of a file.", pages: ["docs/mail.md"], tests: ["[ML2] a letter has one hole, a number of files; no link, no address, no other figure"] },
        { hole: "Processors of the bank (art. 28) with the dates of their contracts: whoever runs the centre, its host." },
      ],
    },
    {
      title: "Transfers and security",
      statements: [
        { says: "Nothing that the templates make and that holds data is outside Paris.", tests: ["nothing lies outside Paris"], pages: ["docs/hosting.md"] },
        { says: "Security of processing (art. 32): encryption at rest and on the way, least rights, tested restoration.", tests: ["everything is encrypted", "no permission is without bounds"], pages: ["docs/security/README.md", "docs/security/cryptography.md"] },
        { hole: "Access from outside the Union by a processor of the bank, and the safeguard of chapter V that covers it, or that there is none." },
        { hole: "Name and contact details of the controller, of its representative and of its data protection officer." },
      ],
    },
  ],
};
