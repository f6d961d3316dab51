import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { Sha256 } from "../../../shared/sync/change.ts";
import type { BranchKeys, SealedContent } from "../../../shared/sync/protocol.ts";
import { segmentSchema } from "../../../shared/sync/segment.ts";
import { readSignedPush, type HeardChange } from "./read-signed-push.ts";
import { openSegment } from "./segment-box.ts";

export type HeardSegment = { readonly content: SealedContent; readonly changes: readonly HeardChange[] };
/** Why a file of the folder is left alone. */
export type Ignored = "foreign" | "too-large" | "no-key" | "stranger" | "damaged" | "forged" | "other-centre";

export type SegmentContext = {
  readonly keys: BranchKeys;
  readonly bank: string;
  readonly centre: string;
  readonly epoch: string;
  readonly sha256: Sha256;
};

/** [OB12] What a file of the folder holds, or why it is left alone. Nothing in it is believed that its author's replica did not sign. */
export function readSegment(text: string, { keys, bank, centre, epoch, sha256 }: SegmentContext): Result<HeardSegment, Ignored> {
  const segment = parse(text);
  if (segment === undefined) return err("foreign");
  const key = keys.keys.find(({ id, branch }) => id === segment.key && branch === segment.branch);
  if (key === undefined) return err("no-key");
  const content = openSegment(key, segment);
  if (content === undefined) return err("damaged");
  const { push } = content;
  if (push.centre !== centre || push.epoch !== epoch || content.bank !== bank) return err("other-centre");
  const author = keys.colleagues.find(({ replica }) => replica === push.replica);
  if (author === undefined) return err("stranger");
  const changes = readSignedPush(content, { bank, author, branch: segment.branch, sha256 });
  return changes.ok ? ok({ content, changes: changes.value }) : changes;
}

function parse(text: string): ReturnType<typeof segmentSchema.parse> | undefined {
  try {
    const parsed = segmentSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
