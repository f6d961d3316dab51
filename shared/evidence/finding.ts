import type { JsonStep } from "./json-places.ts";

/** What is verified, in the order in which it is told. Each has its sentences in the page. */
export const CHECKS = [
  "bytes", "signature", "maker", "centre-key", "receipt", "figures", "statement", "state", "changes", "pushes", "chain", "granted", "rules", "approvals", "steps", "documents", "missing", "unknown",
] as const;
export type CheckName = (typeof CHECKS)[number];
/** "unproven": nothing speaks against it, and nothing that the archive holds proves it. "absent": there is none of it. */
export type Outcome = "holds" | "broken" | "unproven" | "absent";
export type Finding = {
  readonly check: CheckName;
  readonly outcome: Outcome;
  /** Which sentence of the check's, where there are several. */
  readonly why?: string;
  readonly holes?: Readonly<Record<string, string | number>>;
  /** What in which entry contradicts the rest. */
  readonly at?: { readonly entry: string; readonly path: readonly JsonStep[] };
};

export const holds = (check: CheckName, why?: string, holes?: Finding["holes"]): Finding => made(check, "holds", why, holes);
export const unproven = (check: CheckName, why: string, holes?: Finding["holes"]): Finding => made(check, "unproven", why, holes);
export const absent = (check: CheckName, why?: string, holes?: Finding["holes"]): Finding => made(check, "absent", why, holes);
export const broken = (check: CheckName, why: string, at?: Finding["at"], holes?: Finding["holes"]): Finding => ({ ...made(check, "broken", why, holes), ...(at === undefined ? {} : { at }) });

const made = (check: CheckName, outcome: Outcome, why: string | undefined, holes: Finding["holes"]): Finding => ({ check, outcome, ...(why === undefined ? {} : { why }), ...(holes === undefined ? {} : { holes }) });
