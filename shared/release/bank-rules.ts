import { compareVersions, type Version } from "./version.ts";

/** So that a whole policy fits what is told of it. */
export const MOST_FIRST_BRANCHES = 50;

/** What a bank decides on releases: it only ever holds back. What a workstation may take at all stands in the signed manifest alone. Rules RE… of SPEC.md. */
export type ReleaseRules = {
  /** Nobody of the bank takes any release. */
  readonly halted: boolean;
  /** No version above it is taken; null: no such limit. */
  readonly upTo: Version | null;
  /** Branches that do not wait for their turn. */
  readonly firstBranches: readonly string[];
  /** Share of the workstations of the other branches, whole percent. */
  readonly share: number;
};

/** Where a bank decided nothing: the signed manifest alone holds back. */
export const NO_RELEASE_RULES: ReleaseRules = { halted: false, upTo: null, firstBranches: [], share: 100 };
/** Of a policy. */
export const releaseRulesOf = ({ releases }: { readonly releases?: ReleaseRules | undefined }): ReleaseRules => releases ?? NO_RELEASE_RULES;
export const isNoRule = ({ halted, upTo, firstBranches, share }: ReleaseRules): boolean => !halted && upTo === null && firstBranches.length === 0 && share === 100;

/** Why a bank's workstation waits. */
export const BANK_HOLDS = ["bank-halted", "bank-version", "bank-staged"] as const;
export type BankHold = (typeof BANK_HOLDS)[number];

/** One person's workstation, and the release that it is offered. `number`: {@link bankNumberOf} both. */
export type BankSituation = { readonly version: Version; readonly mandatory: boolean; readonly branches: readonly string[]; readonly number: number };

/** Whether the bank holds that release back there, or undefined. Rules RE1 to RE3. */
export function bankHold({ halted, upTo, firstBranches, share }: ReleaseRules, { version, mandatory, branches, number }: BankSituation): BankHold | undefined {
  if (halted) return "bank-halted";
  if (upTo !== null && compareVersions(version, upTo) > 0) return "bank-version";
  if (mandatory || branches.some((branch) => firstBranches.includes(branch))) return undefined;
  return number < share ? undefined : "bank-staged";
}

/**
 * 0 to 99 for a replica and a version, spread anew by each version, the same at the workstation and at the centre: so that the centre counts
 * whom a share reaches. FNV-1a and a finaliser: nothing secret rests on it.
 */
export function bankNumberOf(replica: string, version: string): number {
  let hash = 0x811c9dc5;
  for (const letter of `${replica}\n${version}`) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % 100;
}
