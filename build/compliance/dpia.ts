import type { CompliancePage } from "./statement.ts";

/** GDPR art. 35(7): description, necessity, risks, measures. The assessment itself is the controller's. */
export const dpia: CompliancePage = {
  title: "AIPD: matter for a bank's impact assessment",
  about: "For the data protection impact assessment (GDPR art. 35; *AIPD*) of the bank that uses Guichet: what the program does, and what shows it. The four parts are those of art. 35(7). Whether an assessment is due, and its conclusion, are the controller's.",
  sections: [
    {
      title: "(a) What is processed, and why",
      statements: [
        { says: "Categories, fields, tables, purposes and times, held to both schemas by a test.", pages: ["docs/security/data-register.md"], tests: ["every table of the centre stands in the register, and no other", "every table of a workstation stands in the register, and no other"] },
        { says: "How a file goes from the keyboard to the centre.", pages: ["docs/architecture.md"] },
        { says: "Mostly companies; natural persons where a business is of one, as contact or signatory, and the bank's own people.", pages: ["docs/security/data-register.md"] },
        { hole: "Number of persons concerned, agencies and countries, and the systems of the bank that exchange with Guichet." },
      ],
    },
    {
      title: "(b) Necessity and proportionality",
      statements: [
        { says: "Public registers are off by default and asked at a press, with the SIREN and nothing else.", tests: ["asked, the SIREN and nothing else: no cookie, no token, nothing of the file or of the person"], pages: ["docs/company-lookup.md"] },
        { says: "Reports hold ids, numbers and figures: nothing of a client.", tests: ["[RP3] nothing of a client is in any view, and a company's number only for its own bank"], pages: ["docs/reporting.md"] },
        { says: "Letters hold nothing of a file.", tests: ["[ML2] a letter has one hole, a number of files; no link, no address, no other figure"], pages: ["docs/mail.md"] },
        { says: "A stranger who verifies a number learns whether it matches, and nothing else.", tests: ["number, SIREN and amount are in no log line and no measure, however it ends"], pages: ["docs/server.md#the-verification-page"] },
        { says: "Access and portability (art. 15 and 20): what the bank keeps of one person is written for her.", tests: ["files of her bank that name a person are found page by page, without telling of others; each page is in the audit before it is read"], pages: ["docs/security/one-person.md"] },
        { hole: "Lawful basis of each purpose as the bank sees it, and how persons are informed (art. 13 and 14): the register names the basis that the texts at hand suggest." },
        { hole: "Times of erasure that the bank sets, where no text at hand gives one." },
      ],
    },
    {
      title: "(c) and (d) Risks, and what is done about them",
      statements: [
        { says: "Somebody reads what she may not: one matrix of rights, and row-level security under it.", tests: ["[ST2] another bank's row is invisible, and so is another branch's of the same bank", "a role that does not agree with the place of its person has no right at all"], pages: ["docs/security/rights.md"] },
        { says: "Somebody reads too much within her rights: readings by auditors, supervisors and operators are noted before they are answered.", pages: ["docs/security/audit.md"] },
        { says: "A workstation is lost: its database, documents and temporary files are encrypted.", tests: ["[LS4] [LH14] what is typed, searched, attached, looked at and copied in the window is nowhere in clear: the browser's profile, its caches, temporary files, data, logs"], pages: ["docs/security/cryptography.md"] },
        { says: "Data leave through logs: neither log holds a name, a company or an amount.", tests: ["neither log tells any of it: the server's at its most talkative, the workstation's, and what both said on their terminals"] },
        { says: "A reporting tool shows a bank another bank's rows: its login is of one bank, by a role that it cannot change.", tests: ["[RP6] of a bank sees that bank and its companies, whatever it sets; no table, no other role"], pages: ["docs/reporting.md"] },
        { says: "Data are changed unnoticed: chains, signatures, anchors, nightly checks.", tests: ["[RP8] each check finds the fault that it is for"], pages: ["docs/security/tamper.md", "docs/security/audit.md"] },
        { says: "Data disappear: what workstations hold brings a centre back.", tests: ["[SY50] [SY51] [SY53] [SY54] [WS15] a centre restored from an older backup has every file and every number again once its workstations came back, and to the cent"] },
        { says: "Measures against OWASP ASVS, row by row, met or not.", pages: ["docs/security/asvs.md"] },
        { hole: "Likelihood and severity of each risk for the persons concerned, the residual risk that is accepted, and by whom." },
        { hole: "Opinion of the data protection officer and, where fitting, views of the persons concerned (art. 35(2) and (9))." },
      ],
    },
  ],
};
