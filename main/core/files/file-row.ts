import type { FilePlace, FileRow } from "../../../shared/bridge/file-views.ts";
import { instant } from "../../../shared/kernel/instant.ts";
import type { FileId, UserId } from "../../../shared/kernel/ids.ts";
import type { LegalDate } from "../../../shared/kernel/legal-date.ts";
import type { FieldName } from "../../../shared/pge/file-fields.ts";
import { advisorOf } from "../../../shared/life/loan-file.ts";
import { lastActOf, lifeOf } from "../../../shared/life/loan-life.ts";
import { owedPremiums } from "../../../shared/life/premium-years.ts";
import type { FileState } from "../../../shared/sync/file-state.ts";
import { personName } from "../../../shared/sync/person-name.ts";
import type { Me } from "../../../shared/sync/protocol.ts";
import type { WritableDb } from "../db/connection.ts";
import { dropRow, putRow, type StoredRow } from "../db/file-rows.ts";
import { putOwed, type OwedRow } from "../db/premium-rows.ts";
import type { FileRules } from "./desk.ts";
import { findKnown } from "./file-known.ts";
import { projectFile } from "./project-file.ts";
import { nextAction, rowStatus, type Standing } from "./row-status.ts";

/** What the making of a row reads, besides the file. */
export type RowContext = { readonly me: UserId; readonly rules: FileRules; readonly businessDate: LegalDate };

/** The row of a file about which nothing is pending here. */
export const rowOfState = (state: FileState, context: RowContext): StoredRow =>
  rowOf({ state, submitting: false, refusal: state.status !== "draft" || isMended(state) ? undefined : state.refusal }, undefined, context);

/** A refusal noted at the centre is over once something was entered after it. */
const isMended = (state: FileState): boolean => state.refusal !== undefined && state.updatedAt > state.refusal.at;

export function rowOf(standing: Standing, here: { readonly since: number; readonly changes: number } | undefined, { rules, businessDate }: RowContext, heardSince?: number): StoredRow {
  const { state } = standing;
  const status = rowStatus(standing, (fields) => rules.faults(fields, businessDate).length === 0);
  const text = (field: FieldName): string | undefined => {
    const value = state.fields[field];
    return typeof value === "string" ? value : undefined;
  };
  const life = lifeOf(state.life);
  const { stage, since, disbursed } = life;
  const acted = lastActOf(state.life);
  const amount = disbursed?.amount ?? state.fields.amount;
  return {
    file: state.file, siren: text("siren") ?? "", name: text("legalName") ?? text("tradeName") ?? "", number: state.registration?.number,
    amount: typeof amount === "number" ? amount : undefined, scheme: text("scheme"), status, next: nextAction(status), advisor: advisorOf(state, life),
    createdAt: state.createdAt, updatedAt: state.updatedAt, hereSince: here?.since, hereChanges: here?.changes ?? 0, heardSince,
    stageSince: status === stage ? since : undefined, acted: acted === undefined ? undefined : { act: acted.change, at: acted.at },
    reservedAt: state.status === "registered" && stage === "registered" ? state.registration?.registeredAt : undefined,
  };
}

/** What is kept of a file for lists: its line, and the premiums still to be taken. */
export type KeptRow = { readonly row: StoredRow; readonly owed: readonly OwedRow[] };
export const owedRows = (state: FileState, { rules }: Pick<RowContext, "rules">): readonly OwedRow[] => owedPremiums(state, rules.packs()).map(({ year, dueOn, expected }) => ({ year, dueOn, amount: expected }));

/** As it must be now; undefined when the file has none (nothing known, nothing typed yet, or written by a newer centre). */
export function computeRow(db: Pick<WritableDb, "all" | "get">, file: FileId, context: RowContext): KeptRow | undefined {
  const known = findKnown(db, file);
  if (known === undefined) return undefined;
  const nothingTyped = known.truth === undefined && known.line.length === 0 && known.working.length === 0 && known.heard.length === 0;
  if (nothingTyped || (known.truth !== undefined && known.truth.readable === undefined)) return undefined;
  const projection = projectFile(known, context.me, context.rules.parseField);
  return { row: rowOf(projection, projection.here, context, projection.heardSince), owed: owedRows(projection.state, context) };
}

/** In the transaction that changed anything of the file. */
export function refreshRow(db: WritableDb, file: FileId, context: RowContext): void {
  const kept = computeRow(db, file, context);
  if (kept === undefined) dropRow(db, file);
  else keepRow(db, kept);
}

export function keepRow(db: WritableDb, { row, owed }: KeptRow): void {
  const isNew = putRow(db, row);
  putOwed(db, row.file, owed, isNew);
}

/** A kept row as the window reads it. */
export function toFileRow(row: StoredRow, me: Me): FileRow {
  return {
    file: row.file, name: row.name, siren: row.siren, number: row.number, amount: row.amount, scheme: row.scheme, status: row.status,
    place: placeOf(row.hereSince === undefined ? undefined : { since: row.hereSince, changes: row.hereChanges }, row.heardSince),
    advisor: personName(row.advisor, me), updatedAt: instant(row.updatedAt), next: row.next, stageSince: row.stageSince,
  };
}

/** What is only on this computer is told before what is only in the folder: it is what this person can do something about. */
export function placeOf(here: { readonly since: number; readonly changes: number } | undefined, heardSince: number | undefined): FilePlace {
  if (here !== undefined) return { kind: "here-only", since: instant(here.since), changes: here.changes };
  return heardSince === undefined ? { kind: "centre" } : { kind: "folder", since: instant(heardSince) };
}
