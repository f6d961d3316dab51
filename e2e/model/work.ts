import { id, type FileId } from "../../shared/kernel/ids.ts";
import type { FieldName } from "../../shared/pge/file-fields.ts";
import { isFieldName } from "../../shared/pge/file-fields.ts";
import type { ChangeKind } from "../../shared/sync/change.ts";
import { COMPLETE } from "../../main/core/test-support/open-core.ts";
import { attach, detach } from "../../main/core/documents/attach.ts";
import { sql } from "../../main/core/db/sql.ts";
import { blobToUuid } from "../../main/core/db/uuid-blob.ts";
import { insertNewFile, putWorkingField } from "../../main/core/db/working-copy.ts";
import { coded } from "../../main/core/files/coded.ts";
import { refreshRow } from "../../main/core/files/file-row.ts";
import { readProjection, rowContext, viewFile } from "../../main/core/files/file-view.ts";
import { saveField, sealFile, settleConflict, submitFile, withdrawFile } from "../../main/core/files/file-work.ts";
import { somePdf } from "../../shared/testing/some-documents.ts";
import { sirenFrom } from "../../sync-server/testing/sound-fields.ts";
import { noContents } from "./no-contents.ts";
import { recordSome } from "./record-some.ts";
import type { Workstation } from "./workstation.ts";
import type { World } from "./world.ts";

/** Fields that everybody types in, so that they meet. */
export const TYPED: readonly FieldName[] = ["city", "tradeName"];
/** Both banks lend to the same few companies at a time. Each may have 300,000 € in all, and every file asks for 160,000: one of them too many. */
export const AMOUNT = 16_000_000;
export const CEILING = 30_000_000;
export const companyOf = (files: number, pick: number): string => sirenFrom(1 + Math.floor(files / 4) + (pick % 2));
/** People work on what was made lately. */
export const RECENT = 4;

/** Few, so that two people attach the same one. */
const SOME_DOCUMENTS = [1, 2, 3, 4].map((n) => somePdf(1, n));

export type Picks = { readonly a: number; readonly b: number; readonly c: number };

/** What a person does that ends in a change of each kind. A kind of the protocol without its row does not compile. */
export const WORK: { readonly [K in ChangeKind]: (world: World, desk: Workstation, picks: Picks) => Promise<void> | void } = {
  created: (world, desk, { b }) => void createFor(world, desk, companyOf(world.files.length, b)),
  edited: (world, desk, { b, c }) => {
    const file = recentFile(world, desk, b);
    const field = TYPED[c % TYPED.length];
    if (file === undefined || field === undefined) return;
    const value = `v${world.writes.length + 1}`;
    typeIn(world, desk, file, field, value);
    // Half the time she leaves the file right after.
    if (c % 3 > 0) sealFile(desk.life.desk, file);
  },
  settled: (world, desk, { b, c }) => {
    const file = conflicting(world, desk, b);
    const view = file === undefined ? undefined : viewFile(desk.life.desk, file);
    const conflict = view?.ok === true ? view.value.conflicts[0] : undefined;
    if (file === undefined || view?.ok !== true || conflict === undefined || !isFieldName(conflict.field)) return;
    const present = view.value.fields[conflict.field] ?? null;
    const value = c % 2 === 0 ? conflict.mine : present;
    const { ok } = settleConflict(desk.life.desk, file, conflict.field, present, value);
    // Refused at the centre, a choice says so and proposes nothing: it is not asked for afterwards.
    if (ok || desk.mortal.isDead()) world.writes.push({ by: desk, life: desk.lives, file, field: conflict.field, value: String(value), isOwed: false });
  },
  submitted: (world, desk, { b }) => submitAt(world, desk, recentFile(world, desk, b)),
  withdrawn: (world, desk, { b }) => {
    const file = recentFile(world, desk, b);
    if (file !== undefined) withdrawFile(desk.life.desk, file, "");
  },
  attached: attachSome,
  detached: async (world, desk, picks) => {
    const file = recentFile(world, desk, picks.b);
    const read = file === undefined ? undefined : readProjection(desk.db.read, desk.life.desk, file);
    const [document] = read?.ok === true ? (read.value.projection.state.documents ?? []) : [];
    // There is nothing to take out: then something is put in.
    if (file === undefined || document === undefined) return await attachSome(world, desk, picks);
    detach(desk.life.desk, file, document.document);
  },
  recorded: (world, desk, { b, c }) => recordSome(desk, recentFile(world, desk, b), c),
};

/** A document joins the file: its facts, whose way to everybody is the model's matter. */
async function attachSome(world: World, desk: Workstation, { b, c }: Picks): Promise<void> {
  const file = recentFile(world, desk, b);
  const own = desk.life.desk;
  if (file !== undefined) await attach(own, noContents(own.newId), file, { name: "kbis.pdf", piece: "KBIS", bytes: SOME_DOCUMENTS[c % SOME_DOCUMENTS.length] ?? new Uint8Array(0) });
}

/** A complete file of that company, typed and not yet sealed. */
export function createFor(world: World, desk: Workstation, siren: string): FileId | undefined {
  const file = id<FileId>(desk.life.desk.newId());
  const fields = { ...COMPLETE, siren, amount: AMOUNT, exposureAtGrant: AMOUNT, legalName: `Société ${world.files.length}` };
  const made = coded(() => desk.db.transaction((db) => {
    insertNewFile(db, { file, branch: desk.life.desk.ownBranch(), createdAt: desk.now() });
    for (const [field, value] of Object.entries(fields)) if (isFieldName(field)) putWorkingField(db, file, { field, from: null, base: 0, value, savedAt: desk.now() });
    refreshRow(db, file, rowContext(desk.life.desk));
  }));
  if (!made.ok) return undefined;
  world.files.push({ file, bank: desk.parts.person.bank });
  return file;
}

/** Submits what its screen shows. */
export function submitAt(world: World, desk: Workstation, file: FileId | undefined): void {
  const view = file === undefined ? undefined : viewFile(desk.life.desk, file);
  if (file === undefined || view?.ok !== true) return;
  const { fields, version } = view.value;
  const before = lastChange(desk);
  submitFile(desk.life.desk, file, version);
  // Killed right after the commit, it was submitted all the same.
  const change = lastChange(desk);
  if (change !== undefined && change !== before) world.submissions.set(change, { by: desk, fields });
}

/** Killed in the act, it was not told to be saved, and may be all the same. */
export function typeIn(world: World, desk: Workstation, file: FileId, field: FieldName, value: string): void {
  const { ok } = saveField(desk.life.desk, file, field, value);
  if (ok || desk.mortal.isDead()) world.writes.push({ by: desk, life: desk.lives, file, field, value, isOwed: ok });
}

export function sealAt(world: World, desk: Workstation, picks: Picks): void {
  const file = recentFile(world, desk, picks.b);
  if (file !== undefined) sealFile(desk.life.desk, file);
}

export function recentFile(world: World, desk: Workstation, pick: number): FileId | undefined {
  const own = world.files.filter(({ bank }) => bank === desk.parts.person.bank).slice(-RECENT);
  return own.length === 0 ? undefined : own[pick % own.length]?.file;
}

function conflicting(world: World, desk: Workstation, pick: number): FileId | undefined {
  const rows = desk.db.read.all<{ file: Uint8Array }>(sql`SELECT file FROM file_row WHERE status = 'to-settle' ORDER BY file`);
  const row = rows[pick % Math.max(1, rows.length)];
  return row === undefined ? recentFile(world, desk, pick) : blobToUuid<FileId>(row.file);
}

function lastChange(desk: Workstation): string | undefined {
  const row = desk.db.read.get<{ change_id: Uint8Array }>(sql`SELECT change_id FROM outbox WHERE kind = 'submitted' ORDER BY seq DESC LIMIT 1`);
  return row === undefined ? undefined : blobToUuid(row.change_id);
}

