import type { CallInput } from "../../../shared/bridge/contract.ts";
import type { FileView } from "../../../shared/bridge/file-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, type Result } from "../../../shared/kernel/result.ts";
import { createSignPush } from "../carry/sign-push.ts";
import { findTruth } from "../db/file-truth.ts";
import { countUnanswered } from "../db/outbox.ts";
import { getLine } from "../db/replica.ts";
import { findCentreAddress } from "../db/settings.ts";
import type { CoreDeps } from "../deps.ts";
import { findKnown, type FileKnown } from "../files/file-known.ts";
import { viewFile } from "../files/file-view.ts";
import { recordStep } from "../files/record-step.ts";
import { noteWaiting } from "../keys/profiles.ts";
import { openReplicaKey } from "../keys/replica-key.ts";
import type { CentreInfo } from "../session/centre-info.ts";
import { createDesk } from "../session/open-desk.ts";
import { unlockProfile } from "../session/open-profile.ts";
import { bringBack } from "./bring-back.ts";
import type { Side } from "./hear-push.ts";
import { lendFile } from "./lend-file.ts";

export type BesideParts = {
  readonly deps: CoreDeps;
  readonly centre: CentreInfo;
  /** The desk that is open, whose window this is. */
  readonly here: Side & { readonly profile: string };
  /** What was typed here goes before it. */
  readonly sealTyped: () => void;
  /** Something was heard that the centre should have. */
  readonly onHeard: () => void;
};

/**
 * [OB15] Two people at one keyboard, when nothing else reaches a second one: the colleague gives her passphrase, and her own profile of this computer is open for as long as one
 * step takes. The step is hers: her rights, her line, her replica's signature. This desk lends her what it knows of the file and hears what she did.
 */
export async function recordBeside({ deps, centre, here, sealTyped, onHeard }: BesideParts, { file, profile, passphrase, step, facts }: CallInput<"beside.record">): Promise<Result<FileView, CodedError>> {
  if (profile === here.profile) return err({ code: "G8016" });
  sealTyped();
  const known = findKnown(here.desk.db.read, file);
  if (known === undefined) return err({ code: "G2008" });
  const unlocked = await unlockProfile(deps, profile, passphrase);
  if (!unlocked.ok) return unlocked;
  const { db, replica } = unlocked.value;
  try {
    const there: Side = { desk: createDesk(deps, unlocked.value, centre, () => undefined), replica, signPush: createSignPush(db.read, replica, openReplicaKey(replica.key)) };
    const no = whyNot(here, there, known.truth?.stored.branch);
    if (no !== undefined) return err(no);
    if (isUntold(known, findTruth(there.desk.db.read, file)?.version)) return err({ code: "G8018" });
    const lent = lendFile(here, there, known);
    if (!lent.ok) return lent;
    const recorded = recordStep(there.desk, file, step, facts);
    if (!recorded.ok) return recorded;
    const heard = bringBack(there, here);
    if (!heard.ok) return heard;
    noteWaiting(deps.dataDir, profile, countUnanswered(db.read).changes);
    here.desk.told({ type: "files-changed", files: heard.value });
    onHeard();
    return viewFile(here.desk, file);
  } finally {
    db.close();
  }
}

/** The centre accepted here what neither desk was told the state of: only a state can be lent, for a verdict is between the centre and the replica that it answers. */
const isUntold = ({ line }: FileKnown, hers = 0): boolean => line.some(({ verdict }) => verdict?.kind === "accepted" && verdict.version > hers);

function whyNot(here: Side, there: Side, branch: string | undefined): CodedError | undefined {
  if (there.replica.owner === here.replica.owner) return { code: "G8016" };
  const [ours, theirs] = [here, there].map(({ desk }) => findCentreAddress(desk.db.read));
  if (there.replica.bank !== here.replica.bank || ours?.centre !== theirs?.centre || ours?.epoch !== theirs?.epoch) return { code: "G8017", params: { reason: "elsewhere" } };
  // The centre takes nothing of a replica that it does not know.
  if (!getLine(there.desk.db.read).enrolled) return { code: "G8017", params: { reason: "not-enrolled" } };
  return branch !== undefined && !there.desk.me().branches.some(({ id }) => id === branch) ? { code: "G8017", params: { reason: "branch" } } : undefined;
}
