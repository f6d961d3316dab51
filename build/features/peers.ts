import { proofBy, type FeatureRow } from "./rows.ts";

/** One thing that lending systems are compared by: how others stand, by what is published of them, and what Guichet has, with its proof. */
export type PeerRow = Pick<FeatureRow, "feature" | "proof"> & {
  /** Short; from training pages, press and public issue threads, not from using them. Order: {@link PEERS}. */
  readonly peers: readonly [bpifrance: string, sba: string, mifos: string, frappe: string, ncino: string];
  readonly guichet: string;
};
export const PEERS = ["Portal of 2020 (Bpifrance)", "PPP, E-Tran (SBA)", "Mifos / Fineract", "Frappe Lending", "nCino"] as const;

const { tests, run } = proofBy;
export const peerRows: readonly PeerRow[] = [
  { feature: "Works with no network", peers: ["no", "no", "partly", "no", "no"], guichet: "entry, search, rules, paper, approval and disbursement", proof: tests("e2e/offline") },
  { feature: "Waiting work in sight, nothing lost", peers: ["–", "–", "weak: items vanish, fail silently", "–", "–"], guichet: "each change with its place and reason; killed at any moment", proof: tests("", "kill -9") },
  { feature: "Duplicates across lenders", peers: ["one number by SIREN", "failed", "within one bank", "within one bank", "by search, by hand"], guichet: "one ledger of all banks, reserved in the same transaction", proof: tests("sync-server/contract/") },
  { feature: "Rules with their legal text, by date", peers: ["not visible", "partly", "limits of a product", "limits of a product", "configurable"], guichet: "each figure with its text, versioned by the day of the grant", proof: tests("shared/pge/cases") },
  { feature: "Bulk entry", peers: ["no", "batches, cut under load", "partly", "import tool", "partly"], guichet: "CSV and XLSX, each fault named, mended in place, again without harm", proof: tests("main/core/import/") },
  { feature: "Sent again after a failure", peers: ["unknown", "counted twice", "not seen", "no", "–"], guichet: "once, whatever is repeated", proof: tests("shared/sync/", "") },
  { feature: "Status for a branch", peers: ["by e-mail", "poor: filed again", "yes", "yes", "pipeline"], guichet: "state, age, next step and due date in working days", proof: tests("e2e/inbox") },
  { feature: "Documents", peers: ["no", "limited", "yes", "yes", "checklist, expiry"], guichet: "with no network, sent by themselves; expected ones, a Kbis too old, a reminder to the client", proof: tests("", "[LI12]") },
  { feature: "Approval", peers: ["–", "the lender's", "second person", "optional workflow", "yes"], guichet: "a ladder by person and amount, stand-ins, never one's own work", proof: tests("e2e/delegations") },
  { feature: "Change after approval", peers: ["by e-mail", "limited", "limited", "adjustments", "change memo"], guichet: "voids the approval, ceiling again, a new account called back by another", proof: tests("", "[LI5]") },
  { feature: "Approval when the network is down", peers: ["–", "no", "no", "no", "no"], guichet: "by the shared folder, or both people at one keyboard, each with her own key", proof: tests("", "[OB15]") },
  { feature: "Premiums of the guarantee", peers: ["collected centrally", "–", "fees of a product", "fees of a product", "fees"], guichet: "each year's day and amount, what is due first of the day, taken once, exported", proof: tests("", "[LI16]") },
  { feature: "Corrections by the centre", peers: ["by e-mail", "by support", "data fix", "data fix", "by support"], guichet: "amount, cancellation, number released by two operators; audited, told in the file", proof: tests("sync-server/contract/", "operator") },
  { feature: "Declared to the guarantor", peers: ["system of its own", "yes", "no", "no", "no"], guichet: "file with control totals, answer line by line, the undeclared first of the day", proof: tests("e2e/loan-life") },
  { feature: "Paper", peers: ["attestation", "form", "reports", "print formats", "Word, PDF"], guichet: "accessible PDF; attestation sealed by the centre, checked by its code", proof: tests("e2e/attestation") },
  { feature: "By keyboard alone", peers: ["unknown", "unknown", "no", "partly", "many clicks"], guichet: "everything", proof: tests("e2e/keyboard") },
  { feature: "Help, undo, a first guided file", peers: ["unknown", "no", "no", "partly", "training"], guichet: "offline, searched by word or code; undo of whole entries", proof: tests("e2e/teach") },
  { feature: "Proof of what was done", peers: ["internal", "yes", "yes", "yes", "yes"], guichet: "each change signed and chained, verified on both sides", proof: tests("main/core/handlers/verify") },
  { feature: "Evidence for a guarantee call", peers: ["documents by e-mail", "documents", "reports", "reports", "reports"], guichet: "one archive with a page that verifies it offline and names the first false byte", proof: tests("e2e/evidence") },
  { feature: "A demonstration that adds up", peers: ["–", "–", "–", "–", "–"], guichet: "two banks, 2,000 companies, cuts and kills", proof: run("demo") },
];
