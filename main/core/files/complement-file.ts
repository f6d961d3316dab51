import type { FileView } from "../../../shared/bridge/file-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { id, type FileId } from "../../../shared/kernel/ids.ts";
import { err, type Result } from "../../../shared/kernel/result.ts";
import { complementFields, whyNoComplement, type Complement } from "../../../shared/life/complement.ts";
import { markDistinct } from "../db/distinct-pairs.ts";
import { appendChange } from "./append-change.ts";
import { coded } from "./coded.ts";
import type { Desk } from "./desk.ts";
import { refreshRow } from "./file-row.ts";
import { readProjection, rowContext, viewFile } from "./file-view.ts";
import { tellSealed } from "./file-work.ts";
import { whyAway } from "./record-step.ts";

/**
 * A new draft for a loan on top of a registered one, with what the first file knows of the company and of what is used. The first file is not touched.
 * Errors: G2017 no number yet, or not the classic scheme; G2002 when its other loans leave no room for one more; G2008, G2012, G4015, G1005.
 */
export function complementFile(desk: Desk, from: FileId, scheme: Complement): Result<FileView, CodedError> {
  const read = readProjection(desk.db.read, desk, from);
  if (!read.ok) return read;
  const { known, projection: { state } } = read.value;
  const no = whyAway(known.truth?.stored, known.isBeyond) ?? whyNoComplement(state);
  if (no !== undefined) return err(no);
  const me = desk.me();
  const fields = complementFields(state, scheme, me.bank?.name ?? me.name);
  const loans = desk.rules.parseField("otherLoans", fields.otherLoans);
  if (!loans.ok) return err({ code: "G2002", fields: [{ field: "otherLoans", reason: loans.error.reason }] });
  const file = id<FileId>(desk.newId());
  const sealed = coded(() => desk.db.transaction((db) => {
    const seq = appendChange(db, desk, { kind: "created", body: { fields: { ...fields } }, file, branch: desk.ownBranch(), base: 0 });
    // Two loans of one company are two requests: nobody has to say so.
    markDistinct(db, from, file, desk.sealer.author, desk.now());
    refreshRow(db, file, rowContext(desk));
    return seq;
  }));
  if (!sealed.ok) return sealed;
  tellSealed(desk, file, sealed.value);
  return viewFile(desk, file);
}
