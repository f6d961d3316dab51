import type { CategoryName } from "./data-register.ts";

/** From what harms nobody to what harms somebody for good. */
export const LEVELS = ["open", "internal", "confidential", "secret"] as const;
export type Level = (typeof LEVELS)[number];

/** What a category's level is; a category that is added does not compile until it has one. */
export const LEVEL_OF: { readonly [C in CategoryName]: Level } = {
  company: "secret", contact: "secret", figures: "secret", loan: "secret", account: "secret", vigilance: "secret", proofs: "secret", refused: "secret",
  people: "confidential", audit: "confidential", ledger: "secret",
  machine: "internal",
  public: "open",
};

type Protection = {
  readonly what: string;
  readonly atRest: string;
  readonly onTheWay: string;
  readonly reads: string;
  readonly noted: string;
  readonly ends: string;
  readonly never: string;
};
export const PROTECTION: { readonly [L in Level]: Protection } = {
  open: { what: "what public registers say, and the public page's own answers", atRest: "as what it lies with", onTheWay: "TLS", reads: "anybody", noted: "no", ends: "with the file; answers not taken over, 90 days", never: "joined with what is secret and shown to who may not see that" },
  internal: { what: "how the system stands: versions, places, settings, measures", atRest: "rights of the system; by our key where AWS keeps it", onTheWay: "TLS", reads: "who runs it", noted: "no", ends: "as long as it is of use", never: "on a public address" },
  confidential: { what: "employees of the banks, and who did what", atRest: "encrypted, or of one account's own rights where it must be read before anything is unlocked", onTheWay: "TLS", reads: "by role, within one's bank", noted: "each change; readings by auditors and operators", ends: "with what it proves", never: "in a log, by name" },
  secret: { what: "all of a client's file, and what may tell of it", atRest: "encrypted: page by page at a workstation, by our keys at the centre, by its recipient's key outside", onTheWay: "TLS, and sealed where it goes another way", reads: "by role and branch, by row-level security; others by a right of their own", noted: "each change with its signature; readings by whoever sees more than her branch", ends: "as the register says, by the bank's policy", never: "in an address, a log, a measure, a notification, a crash's dump, a browser's storage" },
};

/** Places that are in the clear though they hold more than what is internal, and why that is bearable. */
export const CLEAR_ON_PURPOSE: Readonly<Record<string, string>> = {
  "workstation: key.json, witness, profile card, tries.json": "a name and a branch tell who unlocks, before anything is unlocked",
  "workstation: recovery.json, recovered.json": "a request names whom an administrator has to see, before anything is unlocked",
  "workstation: exports, papers and evidence files": "a person asked for them, to give them to somebody",
  "centre: exports of the audit": "an operator asked for them; others' events are hashes",
  "centre: reports as CSV": "an operator asked for them; figures and ids, and of one bank its companies' numbers",
  "mail server": "addresses of employees, handed over under TLS to a server that must read them to deliver; nothing of a client",
  "centre: anchors of the audit": "numbers and hashes: nothing of anybody",
};
