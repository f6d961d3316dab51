import { whyNotFor } from "../../../shared/access/rights.ts";
import type { FileView } from "../../../shared/bridge/file-views.ts";
import { instant } from "../../../shared/kernel/instant.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { isFieldName } from "../../../shared/pge/file-fields.ts";
import type { ReadableDb } from "../db/connection.ts";
import { isDistinctPair } from "../db/distinct-pairs.ts";
import { listBySiren } from "../db/file-rows.ts";
import type { Me } from "../../../shared/sync/protocol.ts";
import type { Desk } from "./desk.ts";
import { findKnown, type FileKnown } from "./file-known.ts";
import { personName } from "../../../shared/sync/person-name.ts";
import { placeOf, type RowContext } from "./file-row.ts";
import { viewLife } from "./life-view.ts";
import { projectFile, type Projection } from "./project-file.ts";
import { rowStatus } from "./row-status.ts";

export const rowContext = (desk: Desk): RowContext => ({ me: desk.sealer.author, rules: desk.rules, businessDate: desk.businessDate() });

/** Errors: G2008 when nothing is known of it here, G2012 when a newer centre wrote it: kept, not readable by this version. */
export function readProjection(db: ReadableDb, desk: Desk, file: FileId): Result<{ readonly known: FileKnown; readonly projection: Projection }, CodedError> {
  const known = findKnown(db, file);
  if (known === undefined) return err({ code: "G2008" });
  if (known.truth !== undefined && known.truth.readable === undefined) return err({ code: "G2012" });
  return ok({ known, projection: projectFile(known, desk.sealer.author, desk.rules.parseField) });
}

export function viewFile(desk: Desk, file: FileId): Result<FileView, CodedError> {
  const read = readProjection(desk.db.read, desk, file);
  if (!read.ok) return read;
  const { known, projection } = read.value;
  const { state, here } = projection;
  const siren = typeof state.fields.siren === "string" ? state.fields.siren : "";
  const me = desk.me();
  return ok({
    file,
    version: known.truth?.stored.version ?? 0,
    status: rowStatus(projection, (fields) => desk.rules.faults(fields, desk.businessDate()).length === 0),
    fields: state.fields,
    pending: [...projection.pending],
    place: placeOf(here, projection.heardSince),
    conflicts: state.conflicts,
    registration: state.registration,
    refusal: projection.refusal,
    amendments: Object.entries(projection.amendments).flatMap(([field, value]) => (isFieldName(field) && value !== undefined ? [{ field, value }] : [])),
    createdAt: state.createdAt,
    updatedAt: state.updatedAt,
    updatedBy: personName(state.updatedBy, me),
    duplicates: listBySiren(desk.db.read, siren, file).filter((row) => !isDistinctPair(desk.db.read, file, row.file)).map((row) => ({ file: row.file, name: row.name, advisor: personName(row.advisor, me), updatedAt: instant(row.updatedAt) })),
    editable: whyNotEditable(me, known, projection) === undefined,
    life: viewLife(desk, known, projection),
  });
}

/** A registered, ended or waiting file is only read (G2006, G2016); so is one that left this person's branches (G2008), and all of them by who does not enter files (G3002). */
export function whyNotEditable({ role }: Pick<Me, "role">, known: FileKnown, { state, submitting }: Projection): CodedError | undefined {
  const notHers = whyNotFor(role, "files.enter");
  if (notHers !== undefined) return notHers;
  if (known.truth?.stored.left === true) return { code: "G2008" };
  if (known.truth?.stored.lost === true) return { code: "G4015" };
  if (known.isBeyond) return { code: "G2012" };
  if (state.status !== "draft" && state.status !== "registered") return { code: "G2016", params: { status: state.status } };
  if (state.status === "registered" || submitting) return { code: "G2006", params: { status: submitting ? "waiting" : state.status } };
  return undefined;
}

