import { z } from "zod";
import { parseJson } from "../kernel/json.ts";
import { declarationLayoutSchema } from "../life/declaration-layout.ts";
import { releaseRulesSchema } from "../release/bank-rules-schema.ts";
import { isNoRule } from "../release/bank-rules.ts";

/** How long files are kept once nothing more happens to them. Null: the bank has set no time, and nothing of the kind is erased. */
export const retentionSchema = z.strictObject({
  /** Months after the last change of a file that never became a loan: draft, refused, withdrawn. */
  neverLoanMonths: z.int().min(1).max(120).nullable(),
  /** Years after the end of a loan: repaid, or its guarantee called and settled. No less than what the texts ask for (see retention-grounds). */
  afterLoanYears: z.int().min(5).max(30).nullable(),
});
export type Retention = z.infer<typeof retentionSchema>;

/** What opens a profile on a workstation: its passphrase, the vault of the person's session at the computer, either of them, or both together. */
export const UNLOCK_WAYS = ["passphrase", "either", "both"] as const;
export type UnlockWay = (typeof UNLOCK_WAYS)[number];

/** What a bank decides for all its workstations and files; changed by the words of two administrators. */
export const bankPolicySchema = z.strictObject({
  /** A new workstation waits until somebody approves it. */
  approveWorkstations: z.boolean(),
  unlock: z.enum(UNLOCK_WAYS),
  /** Days that a workstation may show files without having heard of the centre; null: without end. */
  graceDays: z.int().min(1).max(365).nullable(),
  retention: retentionSchema,
  /** Layout of the declaration file and its answer, by the bank's agreement with the guarantor. Absent: the product's, or what somebody set on her workstation. */
  declaration: declarationLayoutSchema.optional(),
  /** Absent: no release is held back; and, of a proposal, that whoever makes it knows nothing of it: it stays as it is. */
  releases: releaseRulesSchema.optional(),
});
export type BankPolicy = z.infer<typeof bankPolicySchema>;

/** As long as its text may be: so much a workstation reads. */
export const MOST_POLICY_CHARACTERS = 4_000;

/** Where a bank decided nothing: as it was before there were policies. */
export const DEFAULT_POLICY: BankPolicy = { approveWorkstations: false, unlock: "passphrase", graceDays: null, retention: { neverLoanMonths: null, afterLoanYears: null } };

/** Kept text to a policy. What a later version added and this one does not know is refused, not forgotten; what it lacks is the default. */
export const readPolicy = (kept: unknown): BankPolicy => bankPolicySchema.parse({ ...DEFAULT_POLICY, ...z.record(z.string(), z.unknown()).parse(kept) });

/** The one text of a policy: what is kept, and what two persons mean when they say the same. Where no release is held back nothing is said of it, as before there were such rules. */
export function policyText(policy: BankPolicy): string {
  const { releases, ...rest } = bankPolicySchema.parse(policy);
  return JSON.stringify(releases === undefined || isNoRule(releases) ? rest : { ...rest, releases: { ...releases, firstBranches: [...new Set(releases.firstBranches)].toSorted() } });
}

/** What may be obeyed of a kept text: each part that this version understands, the default for the others. Never for writing it again: what is not understood would be lost. */
export function readKnownPolicy(text: string): BankPolicy {
  const kept: unknown = parseJson(text);
  const parts = z.record(z.string(), z.unknown()).safeParse(kept);
  const known = parts.success ? parts.data : {};
  const part = <T>(name: keyof BankPolicy, schema: z.ZodType<T>, byDefault: T): T => {
    const read = schema.safeParse(known[name]);
    return read.success ? read.data : byDefault;
  };
  const { shape } = bankPolicySchema;
  const declaration = part("declaration", shape.declaration, undefined);
  const releases = part("releases", shape.releases, undefined);
  return {
    approveWorkstations: part("approveWorkstations", shape.approveWorkstations, DEFAULT_POLICY.approveWorkstations), unlock: part("unlock", shape.unlock, DEFAULT_POLICY.unlock),
    graceDays: part("graceDays", shape.graceDays, DEFAULT_POLICY.graceDays), retention: part("retention", shape.retention, DEFAULT_POLICY.retention),
    ...(declaration === undefined ? {} : { declaration }),
    ...(releases === undefined ? {} : { releases }),
  };
}
