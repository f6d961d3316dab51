/**
 * What a person is, in one bank or at the centre. A *délégataire* is no role: who may approve, and up to which amount, is her place on her
 * bank's ladder (shared/life/delegation.ts).
 */
export const ROLES = ["advisor", "manager", "supervisor", "administrator", "auditor", "support", "operator"] as const;
export type Role = (typeof ROLES)[number];

/** Roles that a bank's directory gives. The operator is of the centre and of no bank. */
export const BANK_ROLES = ["advisor", "manager", "supervisor", "administrator", "auditor", "support"] as const satisfies readonly Role[];
export type BankRole = (typeof BANK_ROLES)[number];

/**
 * How far a role reaches. `branches`: those that the directory lists for the person. `region`: all branches of the regions of those. `bank`:
 * her bank, through the centre, one file at a time, each reading recorded. `none`: no client data. `centre`: registrations of all banks, through the
 * operators' desk only.
 */
export type Reach = "branches" | "region" | "bank" | "none" | "centre";
export const REACH: { readonly [R in Role]: Reach } = {
  advisor: "branches", manager: "branches", supervisor: "region", administrator: "branches", auditor: "bank", support: "none", operator: "centre",
};
