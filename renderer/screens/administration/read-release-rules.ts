import { MOST_FIRST_BRANCHES, type ReleaseRules } from "../../../shared/release/bank-rules.ts";
import { isVersion } from "../../../shared/release/version.ts";

/** What a form says of releases; undefined while it says nothing that could be decided. */
export function readReleaseRules({ halted, upTo, first, share }: { readonly halted: boolean; readonly upTo: string; readonly first: readonly string[]; readonly share: string }): ReleaseRules | undefined {
  const version = upTo.trim();
  const percent = /^\d{1,3}$/.test(share.trim()) ? Number(share) : Number.NaN;
  if (!(percent <= 100) || first.length > MOST_FIRST_BRANCHES) return undefined;
  if (version === "") return { halted, upTo: null, firstBranches: [...first], share: percent };
  return isVersion(version) ? { halted, upTo: version, firstBranches: [...first], share: percent } : undefined;
}
