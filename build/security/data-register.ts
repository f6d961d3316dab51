import type { FieldName } from "../../shared/pge/file-fields.ts";

/**
 * What is kept, whose it is, why, and until when: the entry for a bank's own register of processing (GDPR art. 30), and what a test holds to both schemas. Grounds and times that no text at hand gives are the
 * bank's to set: they say "to be set", and nothing here invents one.
 */
export type Category = {
  readonly name: string;
  /** Whose data: "natural persons" where a one-person business, a signatory or a contact may be named. */
  readonly whose: string;
  readonly why: string;
  readonly ground: string;
  readonly kept: string;
};

const LOAN = "life of the loan (6 years at most, 10 if restructured), then `afterLoanYears` of the bank, and at least 5 years from the end of the relation (CMF L. 561-12) and 10 for the accounts (c. com. L. 123-22, cited from memory: a setting)";
const ACCOUNT = "contract with the borrower; the bank's duty to prove the guarantee to the State";

export const categories = {
  company: { name: "The borrower", whose: "companies; natural persons where it is a business of one", why: "to know who borrows, and whether the scheme is open to it", ground: ACCOUNT, kept: LOAN },
  contact: { name: "Contact and signatory", whose: "natural persons", why: "to write to the borrower and to know who signs", ground: ACCOUNT, kept: LOAN },
  figures: { name: "Figures of the business", whose: "companies", why: "the ceiling of the loan is computed from them", ground: ACCOUNT, kept: LOAN },
  loan: { name: "The loan asked for, and its life", whose: "companies", why: "the loan itself, its registration, declaration, premiums, incidents and call", ground: ACCOUNT, kept: LOAN },
  account: { name: "Account to pay to", whose: "companies; natural persons where it is a business of one", why: "disbursement", ground: "contract with the borrower", kept: LOAN },
  vigilance: { name: "That vigilance was done: by whom and when", whose: "employees of the bank", why: "the bank's duty of vigilance; never what was found, never a copy of a declaration", ground: "CMF L. 561-5 and following", kept: "5 years after the end of the relation (CMF L. 561-12)" },
  proofs: { name: "Supporting documents", whose: "companies and natural persons named in them", why: "to prove what was entered", ground: ACCOUNT, kept: LOAN },
  refused: { name: "Files refused, withdrawn or never finished", whose: "as above", why: "to answer the client and the credit mediator", ground: "legitimate interest", kept: "months after the last change, set by the bank (`neverLoanMonths`); no text at hand gives a time for refused requests" },
  people: { name: "The bank's people", whose: "employees of the bank", why: "who may do what, and who did it", ground: "legitimate interest; duties of a credit institution", kept: "as long as what they did is kept: a name stays on what its bearer did" },
  audit: { name: "Audit, signatures and readings", whose: "employees of the bank, by their ids", why: "proof of what was done and read", ground: "duties of a credit institution; security of processing (GDPR art. 32)", kept: "as long as what it proves" },
  ledger: { name: "Ledger of ceilings", whose: "companies, by SIREN", why: "no company goes over its ceiling, at whichever bank", ground: "the scheme's ceiling", kept: "as long as the ceiling counts it, also after the file is erased: what a company benefits from is capped over all banks, and no text says that repaying frees it; what was released goes with its file" },
  machine: { name: "How the system itself stands", whose: "nobody", why: "versions, places in feeds, keys, settings", ground: "none needed", kept: "as long as it is of use" },
  public: { name: "What public registers said of a company", whose: "companies; natural persons where it is a business of one", why: "to spare typing, marked with source and day", ground: "legitimate interest", kept: "with the file; answers not taken over, 90 days at most" },
} as const satisfies Record<string, Category>;
export type CategoryName = keyof typeof categories;

/** Every field that a file may hold. A rating of the Banque de France has none: it is confidential (CMF L. 144-1) and is nowhere asked for. */
export const FIELDS: { readonly [F in FieldName]: CategoryName } = {
  siren: "company", siret: "company", legalName: "company", tradeName: "company", borrowerType: "company", legalForm: "company", naf: "company", createdOn: "company", sireneRegistered: "company", economicActivity: "company",
  sciNature: "company", heldPct: "company", publicReceipts: "company", group: "company", address: "company", postalCode: "company", city: "company", phone: "contact", email: "contact",
  yearClosedOn: "figures", staffFrance: "figures", staffTotal: "figures", turnover: "figures", turnover2019: "figures", turnoverLastYear: "figures", balanceSheet: "figures", bestThreeMonths: "figures", seasonalNaf: "figures",
  payroll2019: "figures", payrollTwoYears: "figures", innovative: "figures", innovationCriterion: "figures", aeroAverageStock: "figures", yearTurnovers: "figures", turnoverToDate: "figures", activityDays: "figures",
  ukraineSelfCertified: "figures", turnoverProofKind: "figures", turnoverProofOn: "figures", procedureType: "company", procedureOpenedOn: "company", procedurePlanOn: "company", procedureClosedOn: "company", amicableProcedure: "company",
  receivedOn: "loan", scheme: "loan", amount: "loan", foreseenGrantOn: "loan", deferralMonths: "loan", totalYears: "loan", amortisationYears: "loan", extraDeferralYears: "loan", rateBps: "loan", periodicity: "loan", otherLoans: "loan",
  exposureAtReference: "loan", exposureAtGrant: "loan", otherSecurity: "loan", quotaByDecreePct: "loan", preApprovedBy: "people", preApprovedOn: "loan", mandateOn: "loan", swornOn: "loan", vigilanceBy: "vigilance", vigilanceOn: "vigilance",
  iban: "account", bic: "account", signatoryName: "contact", signatoryRole: "contact", bankReference: "loan",
};

type Places = Readonly<Record<string, readonly CategoryName[]>>;
const FILE: readonly CategoryName[] = ["company", "contact", "figures", "loan", "account", "vigilance", "refused"];

/** Every table of the centre's store, and what may be in it. */
export const CENTRE: Places = {
  bank: ["people"], branch: ["people"], person: ["people"], person_branch: ["people"], operator: ["people"], approval_level: ["people"], absence: ["people"],
  file: FILE, change: [...FILE, "audit"], reoffered: FILE, quarantined: FILE, missing_file: ["loan"], reinstated: ["loan"],
  document: ["proofs"], document_part: ["proofs"], document_access: ["audit"], read_access: ["audit"], audit_link: ["audit"], audit_waiting: ["audit"], audit_anchor: ["audit"], signed_head: ["audit"], disclosure: ["audit"], centre_act: ["audit", "loan"],
  purge: ["audit"], file_hold: ["audit"],
  recovery_event: ["audit"], ledger_account: ["ledger"], ledger_movement: ["ledger"],
  device: ["people", "machine"], diagnostic: ["people", "machine"], two_word: ["audit"],
  recovery_key: ["audit"], recovery_use: ["audit", "machine"],
  bank_policy: ["audit"],
  directory_decision: ["people", "audit"], branch_decision: ["people", "audit"],
  epoch_word: ["audit"],
  log_key: ["machine"], log_naming: ["audit"],
  audit_subject: ["audit"], audit_subject_from: ["machine"],
  premium_year: ["loan"], night_result: ["machine"],
  mail: ["people"], mail_event: ["machine"], mail_setting: ["machine"],
  replica: ["people", "machine"], replica_alarm: ["machine"], replica_mismatch: ["machine"], feed_alarm: ["machine"], feed: ["machine"], feed_counter: ["machine"], hold: ["machine"], branch_key: ["machine"],
  scheme_pack: ["machine"], scheme_word: ["audit"],
  centre: ["machine"], centre_key: ["machine"], sealing_key: ["machine"], epoch: ["machine"], reservation_expiry: ["machine"], schema_version: ["machine"],
};

/** Every table of a workstation's encrypted database. */
export const WORKSTATION: Places = {
  file_truth: FILE, file_row: FILE, file_search: ["company"], working_file: FILE, working_field: FILE, outbox: [...FILE, "audit"], heard_change: FILE, heard_push: ["audit"], set_aside: FILE, left_file: ["company"],
  import_job: ["machine"], import_row: FILE, imported_row: ["company"], import_mapping: ["machine"], document: ["proofs"], distinct_pair: ["company"], doubled_siren: ["company"], premium_owed: ["loan"],
  scheme_pack: ["machine"], lookup_ask: ["public"], lookup_answer: ["public"], field_mark: ["public"], file_seen: ["audit"], replica: ["machine", "people"], setting: ["machine", "people"], cursor: ["machine"], branch_check: ["machine"], commit_mark: ["machine"], former_line: [...FILE, "audit"],
  erased_file: ["audit"],
};

/** Besides the tables: where else something is, each encrypted or empty of clients' data. */
export const FILES: Readonly<Record<string, { readonly what: readonly CategoryName[]; readonly how: string }>> = {
  "workstation: documents/": { what: ["proofs"], how: "each content encrypted by a key of the database's" },
  "workstation: aside/": { what: FILE, how: "a damaged database as it was, encrypted" },
  "workstation: key.json, witness, profile card, tries.json": { what: ["people", "machine"], how: "the card tells the door a person's name and branch and how many changes wait, tries.json how many passphrases were wrong; nothing of a client" },
  "workstation: recovery.json, recovered.json": { what: ["people", "machine"], how: "a request that waits for an administrator's answer names its person, bank and branch, and holds no secret in the clear; that a profile was opened by one, by ids only, until the centre took it" },
  "workstation: window/": { what: ["machine"], how: "the profile of the browser that shows the window: a private one, swept at each start and end" },
  "workstation: logs": { what: ["machine"], how: "codes and ids" },
  "workstation: exports, papers and evidence files": { what: [...FILE, "proofs"], how: "in the clear, where the person saves them, because she asked" },
  "shared folder of a branch": { what: FILE, how: "segments encrypted by the branch's key" },
  "sealed file": { what: FILE, how: "encrypted for the centre alone" },
  "centre: object storage": { what: ["proofs"], how: "encrypted by the store (KMS); under object lock for the days of the setting, erased with their file once it is over" },
  "centre: anchors of the audit": { what: ["audit"], how: "numbers and hashes, signed, and statements of erasures: ids, days and hashes; in a bucket under object lock for the days of the setting, or in a folder" },
  "centre: exports of the audit": { what: ["audit"], how: "in the clear, where the operator saves them; others' events as hashes" },
  "centre: reports as CSV": { what: ["loan", "ledger", "people"], how: "in the clear, where the operator saves them; figures, numbers and ids, no name or contact of a client, a SIREN only in a report of one bank" },
  "mail server": { what: ["people"], how: "over TLS; addresses of the bank's people, and words that name nothing of a file" },
  "centre: backups": { what: [...FILE, "people", "audit", "ledger"], how: "encrypted; 35 days, in which what was erased meanwhile is still there, and is erased again where one is brought back" },
  "centre: logs": { what: ["machine"], how: "codes and ids; no name, SIREN or amount" },
};
