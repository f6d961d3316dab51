import type { Right } from "./rights.ts";

const BY_STEP: { readonly [step: string]: Right } = {
  approved: "approvals.give", returned: "approvals.give", "account-confirmed": "approvals.give", noted: "files.note", assigned: "files.note",
};

/** What recording a step of a loan's life takes. A step of a later version is one of the bank's own work. */
export const rightOfStep = (step: string): Right => BY_STEP[step] ?? "loans.follow";
