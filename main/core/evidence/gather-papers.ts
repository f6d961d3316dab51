import type { PaperOrder } from "../../../shared/bridge/paper-order.ts";
import type { PaperMade, PaperName } from "../../../shared/bridge/paper-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import type { Result } from "../../../shared/kernel/result.ts";
import { PAPERS, type Missing } from "../../../shared/evidence/format.ts";
import type { Content } from "../../../shared/evidence/make-archive.ts";

/** What is on paper of a registered loan; the letter of refusal is none of it. */
const WANTED = ["summary", "schedule", "registration", "attestation"] as const satisfies readonly PaperName[];
const NAMES = { summary: "synthese", schedule: "echeancier", registration: "enregistrement", attestation: "attestation" } as const;

export type MakePaper = (order: Exclude<PaperOrder, { readonly paper: "refusal" }>) => Promise<Result<PaperMade, CodedError>>;

/** Each paper as it is made today; one that can't be drawn, or that only the centre makes while it is away, is named with its code. */
export async function gatherPapers(make: MakePaper, file: FileId, language: "fr" | "en", isStopped: () => boolean): Promise<{ readonly contents: readonly Content[]; readonly missing: readonly Missing[] }> {
  const contents: Content[] = [];
  const missing: Missing[] = [];
  for (const paper of WANTED) {
    const made = isStopped() ? undefined : await make({ paper, file, language });
    if (made?.ok === true) contents.push({ path: `${PAPERS}${NAMES[paper]}.pdf`, bytes: Buffer.from(made.value.bytes, "base64") });
    else missing.push({ what: "paper", name: paper, ...(made === undefined ? { why: "cancelled" } : { why: made.error.code === "G9705" ? "centre-away" : "not-made", code: made.error.code }) });
  }
  return { contents, missing };
}
