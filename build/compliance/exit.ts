import type { CompliancePage } from "./statement.ts";

export const exit: CompliancePage = {
  title: "Reversibility: what a bank takes with it",
  about: "How a bank leaves Guichet, or leaves its host, with what is its own. What has to be done, in order, is in [reversibility](../reversibility.md).",
  sections: [
    {
      title: "What can be taken out, by whom, in which form",
      statements: [
        { says: "Every list of a workstation, as CSV or Excel, by its person.", pages: ["docs/import.md"] },
        { says: "Figures, registrations, ledger, refusals, disbursements, declarations, premiums and workstations of one bank, as CSV, at the centre.", tests: ["a view goes out as the CSV that a French spreadsheet opens: euros, days first, of one bank, and nothing twice under one name", "[RP4] a bank's report holds no row of another bank"], pages: ["docs/reporting.md"] },
        { says: "A loan with its documents, receipts and history in one archive that verifies itself offline, without Guichet.", pages: ["docs/evidence.md"] },
        { says: "The audit of one bank, with what verifies it; events of others as hashes only.", pages: ["docs/security/audit.md"] },
        { says: "What the bank keeps of one person, for her and for a program.", tests: ["what the bank keeps of one person is written for her and for a program, by an auditor alone; her search is in the audit"], pages: ["docs/security/one-person.md"] },
        { says: "The whole store: PostgreSQL, whose dump is readable without Guichet; objects by the S3 protocol or in a folder.", pages: ["docs/reversibility.md", "docs/server.md"] },
      ],
    },
    {
      title: "Changing the host",
      statements: [
        { says: "The server knows no cloud: it reads variables, and may not import what describes the host.", tests: ["every file imports only what its room may"], pages: ["docs/reversibility.md"] },
        { says: "Manifests for another host are made by a command.", pages: ["docs/reversibility.md"] },
        { says: "Letters leave by SMTP, of whichever relay.", tests: ["[ML3] a letter leaves under TLS, with the account, to one address, under a name that the letter itself makes"], pages: ["docs/mail.md"] },
        { hole: "Rehearsal of the move on another host, with its date and its measured length: none was made (docs/reversibility.md says \"untried on any of them\")." },
      ],
    },
    {
      title: "What stays behind",
      statements: [
        { says: "Documents and anchors under object lock leave when their lock ends, not before.", tests: ["the database has its readers, its backups and its lock; documents are locked as long as it can be taken back"], pages: ["docs/reversibility.md"] },
        { says: "The ledger of ceilings crosses banks: a bank's lines in it are still counted for its companies after it left.", pages: ["docs/security/data-register.md"] },
        { hole: "How long the former centre stays readable, and the proof of its deletion, by the contract." },
      ],
    },
  ],
};
