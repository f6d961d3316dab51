import type { FileView } from "../../../shared/bridge/file-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import { err, type Result } from "../../../shared/kernel/result.ts";
import { judgeStep } from "../../../shared/life/judge-step.ts";
import { readFacts } from "../../../shared/life/read-facts.ts";
import { isStepName } from "../../../shared/life/step-specs.ts";
import { appendChange } from "./append-change.ts";
import { coded } from "./coded.ts";
import type { Desk } from "./desk.ts";
import { versionSeen } from "./file-known.ts";
import { refreshRow } from "./file-row.ts";
import { readProjection, rowContext, viewFile } from "./file-view.ts";
import { tellSealed } from "./file-work.ts";
import { branchOf, sealWorkingCopy } from "./seal-file.ts";
import { resolveRefusedSteps } from "../db/outbox.ts";

/**
 * Records one step of a loan's life, judged here as the centre will judge it. Durable when this returns; with no network it waits in the line. Errors: G2017
 * not from here, G2018 her own work, G2019 beyond what she may approve, G2002 facts, G2003 to G2005 the rules (where the centre's are the same), G2008, G2012,
 * G1005.
 */
export function recordStep(desk: Desk, file: FileId, step: string, told: Readonly<Record<string, unknown>>): Result<FileView, CodedError> {
  if (!isStepName(step)) return err({ code: "G2002", fields: [{ field: "step", reason: "UNKNOWN_FIELD" }] });
  const read = readProjection(desk.db.read, desk, file);
  if (!read.ok) return read;
  const { known, projection } = read.value;
  const away = whyAway(known.truth?.stored, known.isBeyond);
  if (away !== undefined) return err(away);
  if (projection.submitting) return err({ code: "G2017", params: { step, status: "waiting" }, fields: [{ field: "registration", reason: "STEP_NEEDS_NUMBER" }] });
  const facts = readFacts(step, told);
  if (!facts.ok) return err({ code: "G2002", fields: facts.error });
  const decidesAlike = desk.sealer.rules === desk.centreRules();
  const no = judgeStep(projection.state, step, facts.value, {
    author: desk.sealer.author, role: desk.me().role, approvals: desk.me().approvals, businessDate: desk.businessDate(), packs: desk.rules.packs(),
    rule: (fields, grantOn) => (decidesAlike ? desk.rules.refusalOn(fields, grantOn, desk.businessDate()) : undefined),
  });
  if (no !== undefined) return err(no);
  const done = coded(() => desk.db.transaction((db) => {
    // What was typed goes before it: a file that the centre never saw is created there first.
    sealWorkingCopy(db, desk, file);
    const seq = appendChange(db, desk, { kind: "recorded", body: { step, facts: facts.value }, file, branch: branchOf(desk, known), base: versionSeen(known) });
    resolveRefusedSteps(db, file, desk.now());
    refreshRow(db, file, rowContext(desk));
    return seq;
  }));
  if (!done.ok) return done;
  tellSealed(desk, file, done.value);
  return viewFile(desk, file);
}

/** A file that left her branches, that a restored centre lost, or in which something newer waits, is not gone on with. */
export function whyAway(stored: { readonly left: boolean; readonly lost: boolean } | undefined, isBeyond: boolean): CodedError | undefined {
  if (stored?.left === true) return { code: "G2008" };
  if (stored?.lost === true) return { code: "G4015" };
  return isBeyond ? { code: "G2012" } : undefined;
}
