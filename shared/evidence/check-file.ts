import type { FileState } from "../sync/file-state.ts";
import type { CentreWord } from "./check-centre.ts";
import { absent, broken, holds, unproven, type Finding } from "./finding.ts";
import { firstDifference } from "./first-difference.ts";
import { ENTRY, type Dossier, type History } from "./format.ts";
import type { JsonStep } from "./json-places.ts";
import type { Powers } from "./powers.ts";
import { replayFields } from "./replay.ts";
import { approvalsOf, derivedAt, documentsOf, stepsOf, todayOf } from "./tell-file.ts";

const at = (...path: readonly JsonStep[]) => ({ entry: ENTRY.dossier, path });

/** [EV8] The file as it is today: by the centre's hash of it, and as the dossier tells it. */
export function checkState(dossier: Dossier, text: string, state: FileState, { statement }: CentreWord, powers: Powers): Finding {
  const told = firstDifference(dossier.today, todayOf(state));
  if (told !== undefined) return broken("state", "told-otherwise", at("today", ...told));
  if (state.registration?.receipt !== dossier.granted.receipt) return broken("state", "told-otherwise", at("granted", "receipt"));
  if (statement === undefined) return unproven("state", "not-stated", { version: state.version });
  if (powers.sha256(powers.encode(text)) !== statement.stateHash || state.version !== statement.version) return broken("state", "other", { entry: ENTRY.state, path: [] });
  return holds("state", undefined, { version: state.version });
}

/** [EV9] The file as granted: made again from its changes, or as today where nothing touched it since. */
export function checkGranted({ granted }: Dossier, state: FileState, history: History): Finding {
  const { version, fields, from, unknown } = granted;
  if (from === "replayed") {
    const replayed = replayFields(history.changes, version);
    if (!replayed.ok) return broken("granted", "not-replayable", { entry: ENTRY.history, path: ["changes", replayed.error] }, { n: replayed.error + 1 });
    const then = firstDifference(fields, replayed.value ?? {});
    if (then !== undefined) return broken("granted", "other", at("granted", "fields", ...then));
    return holds("granted", "replayed", { version });
  }
  const derived = derivedAt(state, version);
  if (firstDifference(unknown, derived.unknown) !== undefined) return broken("granted", "other", at("granted", "unknown"));
  const other = firstDifference(fields, derived.fields);
  if (other !== undefined) return broken("granted", "other", at("granted", "fields", ...other));
  return unknown.length === 0 ? holds("granted", "derived", { version }) : unproven("granted", "partly", { version, fields: unknown.join(", ") });
}

export function checkSteps(dossier: Dossier, state: FileState): Finding {
  const other = firstDifference(dossier.steps, stepsOf(state));
  if (other !== undefined) return broken("steps", "other", at("steps", ...other));
  return dossier.steps.length === 0 ? absent("steps") : holds("steps", undefined, { n: dossier.steps.length });
}

/** [EV10] Who approved, when, and that she had neither made nor amended the file. The level that she held then is kept nowhere. */
export function checkApprovals(dossier: Dossier, state: FileState): Finding {
  const expected = approvalsOf(state);
  const plain = dossier.approvals.map(({ levelToday: _level, ...one }) => one);
  const other = firstDifference(plain, expected);
  if (other !== undefined) return broken("approvals", "other", at("approvals", ...other));
  if (expected.length === 0) return absent("approvals");
  const own = expected.findIndex(({ by }) => by === state.createdBy);
  if (own >= 0) return broken("approvals", "own-work", at("approvals", own, "by"));
  return holds("approvals", undefined, { n: expected.length });
}

/** [EV11] Each document that the file lists: its content here is what was attached, or it is named as missing. */
export function checkDocuments(dossier: Dossier, state: FileState, contents: ReadonlyMap<string, Uint8Array>, { sha256 }: Powers): Finding {
  const listed = documentsOf(state);
  const other = firstDifference(dossier.documents.map(({ entry: _entry, ...one }) => one), listed);
  if (other !== undefined) return broken("documents", "told-otherwise", at("documents", ...other));
  let here = 0;
  for (const [index, { entry, sha256: hash }] of dossier.documents.entries()) {
    if (entry === undefined) continue;
    const bytes = contents.get(entry);
    if (bytes === undefined) return broken("documents", "gone", at("documents", index, "entry"), { entry });
    if (sha256(bytes) !== hash) return broken("documents", "other", { entry, path: [] }, { entry });
    here += 1;
  }
  if (listed.length === 0) return absent("documents");
  return here === listed.length ? holds("documents", undefined, { n: here }) : unproven("documents", "some", { n: here, of: listed.length });
}
