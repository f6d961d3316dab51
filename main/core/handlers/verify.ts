import { knownRules } from "../files/row-keeper.ts";
import type { VerifyReport } from "../../../shared/bridge/sync-views.ts";
import { parseJson } from "../../../shared/kernel/json.ts";
import { BLANK_BODY, bodyHashOf, changeHashOf, headSchema, ZERO_HASH } from "../../../shared/sync/change.ts";
import { parseFileState } from "../../../shared/sync/parse-file-state.ts";
import { breathe } from "../breathe.ts";
import { isErasedHere } from "../db/erased-files.ts";
import type { LocalDb } from "../db/connection.ts";
import type { Documents } from "../documents/open-documents.ts";
import { listRowPage } from "../db/file-rows.ts";
import { countWords } from "../db/file-search.ts";
import { listTruth } from "../db/file-truth.ts";
import { listChain } from "../db/outbox.ts";
import { listOwed } from "../db/premium-rows.ts";
import { findSetting } from "../db/settings.ts";
import { getLine } from "../db/replica.ts";
import type { Desk } from "../files/desk.ts";
import { computeRow } from "../files/file-row.ts";
import { rowContext } from "../files/file-view.ts";

const PAGE = 500;
/** Enough to understand what happened; a damaged disk would fill the screen. */
const MOST_FAULTS = 100;

/** Reads everything that is on disk and makes it again from what it was made of. Faults name places, never what was typed. */
export async function verifyAll(desk: Desk, documents?: Pick<Documents, "verify">): Promise<VerifyReport> {
  const faults: string[] = [];
  const note = (fault: string): void => void (faults.length < MOST_FAULTS && faults.push(fault));
  for (const sentence of desk.db.checkPages()) note(`database: ${sentence}`);
  let changes = 0;
  let files = 0;
  try {
    changes = await verifyLine(desk, note);
    await verifyTruth(desk, note);
    files = await verifyRows(desk, note);
    for (const fault of (await documents?.verify()) ?? []) note(fault);
  } catch (error) {
    if (!(error instanceof Locked)) throw error;
    note("locked before the end");
  }
  return { changes, files, faults };
}

type Note = (fault: string) => void;

class Locked extends Error {}
/** Between two pages the window is answered; locked meanwhile, there is nothing more to read. */
async function betweenPages(desk: Desk): Promise<void> {
  await breathe();
  if (!desk.isOpen()) throw new Locked();
}

async function verifyLine(desk: Desk, note: Note): Promise<number> {
  const { db, sealer } = desk;
  const { head, answered } = getLine(db.read);
  let before: { readonly seq: number; readonly hash: string } = { seq: 0, hash: ZERO_HASH };
  let count = 0;
  for (let page = listChain(db.read, 0, PAGE); page.length > 0; page = listChain(db.read, before.seq, PAGE)) {
    for (const row of page) {
      count += 1;
      const place = `change ${row.seq}`;
      const parsed = headSchema.safeParse(parseJson(row.head));
      if (!parsed.success) note(`${place}: head unreadable`);
      else {
        if (parsed.data.seq !== row.seq || parsed.data.replica !== sealer.replica) note(`${place}: head of another place`);
        if (bodyHashOf(sealer.sha256, row.salt, row.body) !== parsed.data.bodyHash && !(row.body === BLANK_BODY && isErasedHere(db.read, parsed.data.file))) note(`${place}: body does not match its hash`);
        // What was answered long ago is purged, and the chain then goes on from a hash that is no longer here.
        if (before.seq === row.seq - 1 && parsed.data.prev !== before.hash) note(`${place}: chain broken`);
      }
      if (changeHashOf(sealer.sha256, row.head) !== row.hash) note(`${place}: head does not match its hash`);
      if ((row.outcome !== null) !== (row.seq <= answered)) note(`${place}: verdict and mark disagree`);
      if (row.seq > answered && before.seq > 0 && before.seq !== row.seq - 1) note(`${place}: a change before it is missing`);
      before = { seq: row.seq, hash: row.hash };
    }
    await betweenPages(desk);
  }
  verifyEnd(db, count === 0 ? head : before, note);
  return count;
}

function verifyEnd(db: LocalDb, last: { readonly seq: number; readonly hash: string }, note: Note): void {
  const { head, answered } = getLine(db.read);
  const witnessed = db.lastCommit().line;
  if (head.seq !== last.seq && head.seq > answered) note(`line: ends at ${last.seq}, should end at ${head.seq}`);
  if (head.seq === last.seq && head.hash !== last.hash) note("line: its end has another hash");
  if (witnessed.seq !== head.seq || (head.seq > 0 && witnessed.hash !== head.hash)) note(`line: the witness knows ${witnessed.seq}, the database ${head.seq}`);
}

async function verifyTruth(desk: Desk, note: Note): Promise<void> {
  const { db, sealer } = desk;
  let after = 0;
  for (let page = listTruth(db.read, after, PAGE); page.length > 0; page = listTruth(db.read, after, PAGE)) {
    for (const truth of page) {
      after = truth.id;
      if (sealer.sha256(truth.state) !== truth.hash) note(`file ${truth.file}: state does not match its hash`);
      const state = parseFileState(truth.state);
      if (state.ok ? state.value.file !== truth.file || state.value.version !== truth.version : state.error.type === "NotAState") note(`file ${truth.file}: state unreadable or of another file`);
    }
    await betweenPages(desk);
  }
}

async function verifyRows(desk: Desk, note: Note): Promise<number> {
  const rows = rowContext(desk);
  // Just updated, or with other rules since, they are still to be made.
  const areMade = findSetting(desk.db.read, "premiumsMadeWith") === knownRules(desk);
  let count = 0;
  let after = 0;
  for (let page = listRowPage(desk.db.read, after, PAGE); page.length > 0; page = listRowPage(desk.db.read, after, PAGE)) {
    for (const { id, ...row } of page) {
      after = id;
      count += 1;
      const kept = computeRow(desk.db.read, row.file, rows);
      if (areMade && JSON.stringify(listOwed(desk.db.read, row.file)) !== JSON.stringify(kept?.owed ?? [])) note(`file ${row.file}: its premiums are not what they are made of`);
      if (JSON.stringify(sorted(row)) !== JSON.stringify(sorted(kept?.row ?? {}))) note(`file ${row.file}: its line in the list is not what it is made of`);
    }
    await betweenPages(desk);
  }
  if (countWords(desk.db.read) !== count) note("search: not every file can be found");
  return count;
}

const sorted = (row: object): readonly (readonly [string, unknown])[] => Object.entries(row).filter(([, value]) => value !== undefined).toSorted(([a], [b]) => (a < b ? -1 : 1));
