import { sealedContentSchema } from "../../../shared/sync/protocol.ts";
import { readHead } from "../../../shared/sync/read-head.ts";
import type { ReadableDb } from "../db/connection.ts";
import { isFileAtCentre, listUndelivered, type HeardPushRow } from "../db/heard.ts";
import { listToSend } from "../db/outbox.ts";
import { getLine } from "../db/replica.ts";

/** A stretch of work on its way to the centre: a colleague's push, or own changes from one number to another. */
export type Leaving = { readonly kind: "heard"; readonly push: HeardPushRow } | { readonly kind: "own"; readonly first: number; readonly last: number };

type Touch = { readonly seq: number; readonly file: string; readonly makes: boolean };

/**
 * [OB14] What waits here, own and heard, so that each file is made before it is changed: an edit that came before its file's making would be
 * refused for good. What changes a file whose making was never heard of stays behind.
 */
export function orderLeaving(read: ReadableDb): readonly Leaving[] {
  const { head, answered } = getLine(read);
  const own = touchesOf(listToSend(read, answered + 1, head.seq - answered));
  let waiting = listUndelivered(read).map((push) => ({ push, touches: touchesOf(changesOf(push)) }));
  const made = new Set<string>();
  const order: Leaving[] = [];
  const isKnown = (file: string): boolean => made.has(file) || isFileAtCentre(read, file);
  let at = 0;
  for (let moved = true; moved; ) {
    const held: typeof waiting = [];
    for (const one of waiting) {
      if (!isWhole(one.touches, isKnown)) {
        held.push(one);
        continue;
      }
      order.push({ kind: "heard", push: one.push });
      for (const { file, makes } of one.touches) if (makes) made.add(file);
    }
    moved = held.length < waiting.length;
    waiting = held;
    const awaited = new Set(waiting.flatMap(({ touches }) => touches.filter(({ makes }) => makes).map(({ file }) => file)));
    const end = own.findIndex(({ file }, index) => index >= at && awaited.has(file) && !made.has(file));
    const until = end === -1 ? own.length : end;
    const [first, last] = [own[at]?.seq, own[until - 1]?.seq];
    if (until > at && first !== undefined && last !== undefined) {
      order.push({ kind: "own", first, last });
      for (const { file, makes } of own.slice(at, until)) if (makes) made.add(file);
      at = until;
      moved = true;
    }
  }
  // Held by what cannot be had here: it goes all the same, rather than never.
  const [first, last] = [own[at]?.seq, own.at(-1)?.seq];
  return first === undefined || last === undefined ? order : [...order, { kind: "own", first, last }];
}

/** Every file that it changes is known, or made by itself before. */
function isWhole(touches: readonly Touch[], isKnown: (file: string) => boolean): boolean {
  const made = new Set<string>();
  return touches.every(({ file, makes }) => {
    if (makes) made.add(file);
    return made.has(file) || isKnown(file);
  });
}

// Kept by ourselves, as it was checked.
const changesOf = ({ content }: HeardPushRow) => sealedContentSchema.parse(JSON.parse(content)).push.changes;

const touchesOf = (changes: readonly { readonly head: string }[]): readonly Touch[] =>
  changes.flatMap(({ head: text }) => {
    const head = readHead(JSON.parse(text));
    return head === undefined ? [] : [{ seq: head.seq, file: head.file, makes: head.kind === "created" }];
  });
