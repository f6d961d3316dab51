import type { CodedError } from "../../../../shared/kernel/error-codes.ts";
import { id, type BranchId } from "../../../../shared/kernel/ids.ts";
import type { Cursor, PullAnswer } from "../../../../shared/sync/protocol.ts";
import { listCursors } from "../../db/cursors.ts";
import { getLine, type ReplicaLine } from "../../db/replica.ts";
import { takeInFeeds, takeInSnapshot } from "../take-in.ts";
import type { ExchangeContext, Outcome } from "./context.ts";
import type { PackHearer } from "./hear-packs.ts";
import { noteOfSelf } from "./note-of-self.ts";
import type { ReceiptDesk } from "./receipt-desk.ts";
import { tellMissing, tellReads } from "./report-back.ts";

const PAGE = 2_000;
const WRONG_RECEIPT: CodedError = { code: "G5005", params: { what: "receipt" } };

/** One page of the first copy of a branch. */
export async function copyBranch(context: ExchangeContext, receipts: ReceiptDesk, text: string): Promise<Outcome> {
  const { desk, transport, asked, address, failed, fault, currentEpoch } = context;
  const branch = id<BranchId>(text);
  const known = listCursors(desk.db.read).find((cursor) => cursor.branch === branch);
  const from = known?.snapshot?.after === undefined ? {} : { after: known.snapshot.after, n: known.n };
  const reply = await asked((token) => transport.snapshot(token, { ...address(), branch, limit: PAGE, ...from }));
  if (reply.kind === "failed") return failed(reply.failure);
  if (reply.value.epoch.id !== currentEpoch()) return fault({ code: "G4011" });
  if (await receipts.holdsWrong(reply.value.files)) return fault(WRONG_RECEIPT);
  const taken = takeInSnapshot(context.takingIn(), branch, reply.value);
  if (!taken.ok) return fault(taken.error);
  context.onFiles(taken.value.files);
  if (reply.value.next === undefined) await tellMissing(context);
  return { type: "snapshot-page", branch, done: reply.value.next === undefined };
}

/** What others did since, of every branch of which there is a copy. */
export async function pull(context: ExchangeContext, receipts: ReceiptDesk, packs: PackHearer, hear: (answer: PullAnswer) => void): Promise<Outcome> {
  const { desk, transport, asked, address, failed, fault, currentEpoch, uncopied } = context;
  const cursors = listCursors(desk.db.read).filter((cursor) => cursor.snapshot === undefined).map(({ branch, n, at }) => ({ branch, n, ...(at === undefined ? {} : { at }) }));
  const { answered } = getLine(desk.db.read);
  if (cursors.length === 0) return { type: "pulled", more: false, have: answered, snapshots: uncopied() };
  const reply = await asked((token) => transport.pull(token, { ...address(), cursors, limit: PAGE, newOnly: true, workstation: noteOfSelf(context, 0) }));
  if (reply.kind === "failed") return failed(reply.failure);
  if (reply.value.epoch.id !== currentEpoch()) return fault({ code: "G4011" });
  // The step stops for it; the page is looked at no further, or versions of another life would be merged first.
  if (isOtherLine(reply.value.have, getLine(desk.db.read))) return { type: "pulled", more: false, have: reply.value.have, snapshots: uncopied() };
  const behind = findBehind(cursors, reply.value.feeds);
  if (behind !== undefined) return { type: "pulled", more: false, have: reply.value.have, snapshots: uncopied(), behind };
  if (await receipts.holdsWrong(reply.value.feeds.flatMap((feed) => feed.entries))) return fault(WRONG_RECEIPT);
  const taken = takeInFeeds(context.takingIn(), reply.value);
  if (!taken.ok) return fault(taken.error);
  hear(reply.value);
  if (reply.value.diagnostic === true) context.onDiagnostic?.();
  await packs.hearWhereNew(reply.value.rules);
  context.onFiles(taken.value.files);
  await tellReads(context);
  return { type: "pulled", more: reply.value.feeds.some((feed) => feed.more), have: reply.value.have, snapshots: uncopied() };
}

/** [WS9] A centre behind what it acknowledged was restored; one ahead of all that was sealed here knows a copy of this database. */
const isOtherLine = (have: number, { answered, head }: ReplicaLine): boolean => have < answered || have > head.seq;

/** [SY47] A feed that the centre does not have as far as it was followed here. */
function findBehind(cursors: readonly Cursor[], feeds: PullAnswer["feeds"]): { readonly have: number; readonly known: number } | undefined {
  const known = new Map(cursors.map(({ branch, n }) => [branch, n]));
  const behind = feeds.find(({ branch, n }) => n < (known.get(branch) ?? 0));
  return behind === undefined ? undefined : { have: behind.n, known: known.get(behind.branch) ?? 0 };
}
