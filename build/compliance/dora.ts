import type { CompliancePage } from "./statement.ts";

/** Regulation (EU) 2022/2554. Only what its text says and what this repository shows; what follows for a bank is the bank's. */
export const dora: CompliancePage = {
  title: "DORA: Guichet as an ICT service",
  about: "For a bank's files under Regulation (EU) 2022/2554 on digital operational resilience, which applies since 17 January 2025: the entry of its register of information (art. 28(3)), incidents (art. 17 to 19), tested restoration (art. 11, 12, 24 and 25), the exit (art. 28(8)).",
  sections: [
    {
      title: "Register of information (art. 28(3))",
      statements: [
        { says: "Function supported: registering State-guaranteed loans under the company's ceiling, and following them to the call of the guarantee.", pages: ["README.md", "docs/architecture.md", "docs/loan-life.md"] },
        { says: "Nature of the service: a program on the bank's workstations that works without the centre, and a central service over HTTPS.", tests: ["[SY50] [SY51] a restored centre takes re-offers only, until two different persons end it"], pages: ["docs/server.md", "docs/deployment.md"] },
        { says: "Data: what is kept, whose it is, why and until when, table by table.", pages: ["docs/security/data-register.md"], tests: ["every table of the centre stands in the register, and no other", "every table of a workstation stands in the register, and no other"] },
        { says: "Place: every resource of the templates that holds data is in Paris.", tests: ["nothing lies outside Paris"], pages: ["docs/hosting.md"] },
        { says: "Subcontractors as the templates stand: Amazon Web Services, region eu-west-3. Other hosts can run it.", pages: ["docs/hosting.md", "docs/reversibility.md"] },
        { says: "What is in the program and was written by others: listed, with licences.", pages: ["docs/security/supply-chain.md"], tests: ["every package of the lock file, for every platform, has a licence that is accepted where it is used"] },
        { hole: "Legal entities, identifiers (LEI) and contract references of the bank, of whoever runs the centre, and of its subcontractors, in the templates of Implementing Regulation (EU) 2024/2956." },
        { hole: "Whether the function supported is critical or important, by the bank's own assessment, and the date of it." },
        { hole: "Date of the last audit of the provider, substitutability and impact of a discontinuation, as the bank judges them." },
      ],
    },
    {
      title: "Incidents (art. 17 to 19)",
      statements: [
        { says: "Centre unreachable: desks go on, files wait visibly and leave by themselves. Figure for classification: workstations with waiting work, and since when (`workstations` in the reports).", tests: ["[RP2] the views tell the story: registered, disbursed, declared, premium, refused, and how many of each"], pages: ["docs/reporting.md"] },
        { says: "Data found wrong: checks of every night find disagreement between ledger, loans, feeds, receipts and lines, and raise an alarm.", tests: ["[RP8] each check finds the fault that it is for", "[RP9] the night's work of two servers: premiums and every check once, what is found told by name and count"], pages: ["docs/reporting.md"] },
        { says: "Tampering: what notices it, when, and in which words.", pages: ["docs/security/tamper.md"] },
        { says: "Who did what, for whoever investigates: a chained audit, anchored outside the database, exported with what verifies it.", pages: ["docs/security/audit.md"], tests: ["servers put anchors of the audit, and may neither read, list, erase nor free one"] },
        { says: "Lost or stolen workstation: ended at the word of two, erases itself when it comes back.", tests: ["[DV3] ended at the word of two different persons for the same; the first alone changes nothing, and her word is over after its time"], pages: ["docs/server.md#workstations"] },
        { says: "Alarms of the templates are each told to an address.", tests: ["the firewall stands before the load balancer; every alarm is told"], pages: ["docs/hosting.md"] },
        { hole: "The bank's thresholds for a major incident, and who notifies which authority within which time: criteria and time limits are of the technical standards under art. 18 and 20, to be applied by the bank." },
        { hole: "Names and numbers of those who answer at the centre and at the bank, by day and by night." },
      ],
    },
    {
      title: "Continuity and tested restoration (art. 11, 12, 24, 25)",
      statements: [
        { says: "A centre put back from an older backup has every file and number again once its workstations came back, to the cent.", tests: ["[SY50] [SY51] [SY53] [SY54] [WS15] a centre restored from an older backup has every file and every number again once its workstations came back, and to the cent"], pages: ["docs/server.md#after-a-restore"] },
        { says: "What only a workstation that never comes back had is named, and nothing else is missing.", tests: ["[SY51] [SY56] [WS16] what only a workstation that never comes back had sent is named, readable elsewhere, and nothing else is missing"] },
        { says: "Documents that a restored centre lost are brought again by workstations that hold them.", tests: ["[WS15] [WS20] a restored centre that has lost contents gets each again from a workstation that holds it, its author's or a colleague's"] },
        { says: "After a restoration, the checks of consistency and `verify` say whether what came back agrees.", tests: ["[RP7] after a whole story no check finds anything, over all banks and over one", "the checks find nothing in a sound store and end at 0; a fault is named with its sentence and ends them at 1"], pages: ["docs/reporting.md"] },
        { says: "The database of the templates has readers, backups that can be taken back to any second of their days, and a lock against deletion.", tests: ["the database has its readers, its backups and its lock; documents are locked as long as it can be taken back"], pages: ["docs/hosting.md"] },
        { says: "Servers are replaced one after the other without a refused request; two versions work side by side.", pages: ["docs/server.md#one-replaced-by-another"], tests: ["[ST9] every step since the baseline leaves a store that servers of the version before can work with"] },
        { says: "The restoration is rehearsed whole by one command, which compares every file, number, receipt and cent with what was acknowledged, and measures how long each stage takes.", tests: ["[RH1] [RH2] a PostgreSQL that is lost with 200 files since its backup has every one back from the workstations, to the cent, and says so"], pages: ["docs/rehearsal.md"] },
        { says: "Deployment, going back, restoration, new keys, the end of a branch and a silent region are written as runbooks, whose commands are given to the programs by a test.", tests: ["every command of %s that is said to be tried does what it says, in the page's order, on a real store"], pages: ["docs/runbooks/README.md"] },
        { hole: "Recovery time and recovery point that the bank demands, and the minutes of the last restoration rehearsed on the bank's own installation: the templates have been deployed nowhere yet (docs/hosting.md)." },
        { hole: "Threat-led penetration testing (art. 26), where the bank is designated for it." },
      ],
    },
    {
      title: "Exit (art. 28(8))",
      statements: [
        { says: "Plan, order of the steps and what ties: the page on reversibility.", pages: ["docs/compliance/exit.md", "docs/reversibility.md"] },
        { hole: "Notice period, length of the transition and fees, by the contract." },
      ],
    },
  ],
};
