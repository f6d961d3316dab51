import * as desk from "./planted-desk.ts";
import * as store from "./planted-store.ts";
import type { Seed } from "./property.ts";
import type { Seams } from "./world.ts";

/** A bug as it is made somewhere in this field, planted in front of the real parts. The model must notice each. */
export type PlantedBug = {
  readonly name: string;
  readonly seams: Seams;
  /** What the model must say of it: a run that fails for another reason has not caught it. */
  readonly by: RegExp;
  /** A run that is known to meet it. */
  readonly known: Required<Seed>;
  /** Runs within which it must be caught. */
  readonly within: number;
};

export const PLANTED_BUGS: readonly PlantedBug[] = [
  { name: "feed numbers from a sequence, not from the counter taken last", seams: store.sequenceForCounter, by: /\[SY42\]/, known: { seed: 1, path: "0" }, within: 20 },
  { name: "a page of the feed says that it goes further than it does", seams: store.pageTooFar, by: /\[SY42\]/, known: { seed: 1, path: "0" }, within: 20 },
  { name: "a file that leaves a branch leaves no word there", seams: store.leftWithoutWord, by: /\[SY42\]/, known: { seed: 1, path: "1" }, within: 30 },
  { name: "the replica's mark written outside the transaction of its effects", seams: store.markOutsideTransaction, by: /stuck|a bug of the centre|\[SY10\]/, known: { seed: 1, path: "0" }, within: 10 },
  { name: "no deduplication by change id", seams: store.noDeduplication, by: /\[SY11\]|\[SY12\]/, known: { seed: 1, path: "6" }, within: 60 },
  { name: "the verdict of a repeat is lost", seams: store.verdictLostOnRepeat, by: /stuck/, known: { seed: 1, path: "0" }, within: 10 },
  { name: "a gap or a fork in a line is accepted", seams: store.gapAndForkAccepted, by: /\[SY3\]|\[SY5\]|\[SY10\]/, known: { seed: 1, path: "8" }, within: 60 },
  { name: "what follows a refusal is taken", seams: store.noSkipping, by: /\[SY20\]/, known: { seed: 1, path: "13" }, within: 20 },
  { name: "the ledger is read without its lock", seams: store.ledgerWithoutLock, by: /\[SY31\]/, known: { seed: 1, path: "4" }, within: 60 },
  { name: "the ceiling counts one bank only", seams: store.ceilingOfOneBank, by: /\[SY31\]/, known: { seed: 1, path: "1" }, within: 20 },
  { name: "a loan that ended gives nothing back to the ledger", seams: store.nothingReleased, by: /\[LI6\]/, known: { seed: 1, path: "0" }, within: 20 },
  { name: "files locked in another order than their ids'", seams: store.lockOrderReversed, by: /\[ST5\]|40P01|deadlock/, known: { seed: 1, path: "6" }, within: 60 },
  { name: "a conflict is dropped without a word", seams: store.conflictDropped, by: /\[WS4\]/, known: { seed: 1, path: "2" }, within: 20 },
  { name: "submitting does not compare with what was seen", seams: store.submitWithoutCompare, by: /\[SY17\]|\[WS4\]/, known: { seed: 1, path: "1" }, within: 60 },
  { name: "the witness is off", seams: desk.witnessOff, by: /gone without a word/, known: { seed: 1, path: "2" }, within: 20 },
  { name: "the cursor is moved before the page is written", seams: desk.cursorBeforePage, by: /\[SY42\]/, known: { seed: 1, path: "0" }, within: 60 },
  { name: "the line counts as answered before its verdicts are written", seams: desk.answeredBeforeVerdicts, by: /verdict and mark disagree|stuck/, known: { seed: 1, path: "8" }, within: 30 },
  { name: "buckets that do not say the version", seams: desk.bucketsWithoutVersion, by: /\[SY60\]|\[SY42\]|state unreadable/, known: { seed: 1, path: "0" }, within: 40 },
  { name: "of what differs, only what is missing is fetched", seams: desk.onlyMissingFetched, by: /\[SY60\]|\[SY42\]|state/, known: { seed: 1, path: "0" }, within: 20 },
  { name: "a refused change is sent again for ever", seams: desk.resendAfterRefusal, by: /stuck/, known: { seed: 1, path: "0" }, within: 10 },
  { name: "after a failure nothing is tried again", seams: desk.noRetry, by: /stopped without cause|stuck/, known: { seed: 1, path: "0" }, within: 10 },
];
