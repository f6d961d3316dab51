import { whyNotFor } from "../access/rights.ts";
import type { CodedError } from "../kernel/error-codes.ts";
import type { ChangeId, FileId, UserId } from "../kernel/ids.ts";
import { id } from "../kernel/ids.ts";
import type { Instant } from "../kernel/instant.ts";
import type { Result } from "../kernel/result.ts";
import type { FieldName, FieldValue } from "../pge/file-fields.ts";
import type { Body, ChangeKind, Head } from "./change.ts";
import { fieldEntries, readFields, sameValue, type ParseField } from "./field-values.ts";
import type { Conflict, FileState, Registration } from "./file-state.ts";
import { followCentre, mergeEdits } from "./merge-edits.ts";
import { THE_CENTRE } from "../life/centre-act.ts";
import { judgeStep, whyNotFrom, type Judge } from "../life/judge-step.ts";
import { markAccount } from "../life/account-change.ts";
import { loanLifeOf } from "../life/loan-file.ts";
import type { LifeEntry } from "../life/loan-life.ts";
import { readFacts } from "../life/read-facts.ts";
import { isStepName } from "../life/step-specs.ts";
import { applyStep } from "./apply-step.ts";
import { attachDocument, detachDocument } from "./attach-document.ts";
import { readBody } from "./read-body.ts";

export type ApplyContext = {
  /** The centre's clock; on a workstation, its own: only shown. */
  readonly at: Instant;
  readonly parseField: ParseField;
  /**
   * Decides a submission that passed every check of this file. The centre answers the registration or why not; a workstation, which can
   * register nothing, answers `undefined`: the file stays a draft.
   */
  readonly register: (file: FileState, head: Head) => Result<Registration | undefined, CodedError>;
  /** Judges a step of the loan's life, for whom and on which day; absent, what was recorded is taken as judged, where the file allows the step. */
  readonly life?: Judge;
  /** The least version that the change may make: see {@link versionFloor}. 1 when not given. */
  readonly floor?: number;
  /** Of the centre, which made every version there is: one above the file's was lost with a restore ([SY48]). A workstation may only be behind. */
  readonly madeEveryVersion?: boolean;
};

/**
 * [SY55] Versions of a file made in an epoch are above all that the epochs before may have made: a `base` of what a restored centre lost is
 * then never taken for something else that was seen.
 */
export const versionFloor = (epoch: number): number => (epoch - 1) * 1_000_000 + 1;
export const versionAfter = ({ version }: Pick<FileState, "version">, { floor = 1 }: Pick<ApplyContext, "floor">): number => Math.max(version + 1, floor);

export type Applied = { readonly kind: "applied"; readonly state: FileState; /** Fields that this change put in conflict. */ readonly conflicts: readonly FieldName[] };
/** `state` is there when the refusal is noted on the file, for the branch to see: a new version of it. */
export type Refused = { readonly kind: "refused"; readonly error: CodedError; readonly state?: FileState };

/**
 * One change on one file: the file's next state, or why not. Pure, and the same at the centre and on a workstation. The change's place in
 * its line, its hashes and its size were checked before; `state` is undefined when the centre has no such file.
 */
export function applyChange(state: FileState | undefined, head: Head & { readonly kind: ChangeKind }, body: unknown, context: ApplyContext): Applied | Refused {
  const read = readBody(head.kind, body);
  if (!read.ok) return refused({ code: "G2014", fields: [{ field: read.error.path, reason: "malformed" }] });
  // A step is judged with its facts; everything else is entering.
  const notHers = context.life === undefined || read.value.kind === "recorded" ? undefined : whyNotFor(context.life.role, "files.enter");
  if (notHers !== undefined) return refused(notHers);
  if (read.value.kind === "created") return create(state, head, read.value.body, context);
  if (state === undefined) return refused({ code: "G2008" });
  switch (read.value.kind) {
    case "edited": return edit(state, head, read.value.body, context);
    case "settled": return settle(state, head, read.value.body, context);
    case "submitted": return submit(state, head, context);
    case "withdrawn": return withdraw(state, head, context);
    case "attached": return documents(attachDocument(state, read.value.body, author(head), context.at), state, head, context);
    case "detached": return documents(detachDocument(state, read.value.body.document), state, head, context);
    case "recorded": return record(state, head, read.value.body, context);
  }
}

const refused = (error: CodedError): Refused => ({ kind: "refused", error });
const applied = (state: FileState, conflicts: readonly FieldName[] = []): Applied => ({ kind: "applied", state, conflicts });
const author = (head: Head): UserId => head.author as UserId; // the line's owner was checked by whoever took the change in
const changeId = (head: Head): ChangeId => id<ChangeId>(head.change);

function create(state: FileState | undefined, head: Head, body: Body<"created">, { at, parseField }: ApplyContext): Applied | Refused {
  if (state !== undefined) return refused({ code: "G2015" });
  if (head.base !== 0) return refused({ code: "G2014", fields: [{ field: "head.base", reason: "malformed" }] });
  const read = readFields(body.fields, parseField);
  if (read.kind === "faulty") return refused({ code: "G2002", fields: read.faults });
  const fields: { [Name in FieldName]?: FieldValue } = {};
  for (const [name, value] of fieldEntries(read.values)) if (value !== null) fields[name] = value;
  return applied({
    file: id<FileId>(head.file), version: 1, status: "draft", fields, touched: {}, conflicts: [],
    createdBy: author(head), createdAt: at, updatedBy: author(head), updatedAt: at,
  });
}

function edit(state: FileState, head: Head, body: Body<"edited">, context: ApplyContext): Applied | Refused {
  const closed = whyClosed(state, "G2006");
  if (closed !== undefined) return refused(closed);
  const { at, parseField } = context;
  const to = readFields(mapValues(body.edits, (e) => e.to), parseField);
  const from = readFields(mapValues(body.edits, (e) => e.from), parseField);
  if (to.kind === "faulty") return refused({ code: "G2002", fields: to.faults });
  if (from.kind === "faulty") return refused({ code: "G2002", fields: from.faults });
  const origin = { replica: head.replica, base: head.base, author: author(head), change: changeId(head), at };
  const { newConflicts, ...merged } = mergeEdits(state, versionAfter(state, context), from.values, to.values, origin);
  return applied(markAccount(state, { ...next(state, head, context), ...merged }, head), newConflicts);
}

function settle(state: FileState, head: Head, body: Body<"settled">, context: ApplyContext): Applied | Refused {
  const closed = whyClosed(state, "G2006");
  if (closed !== undefined) return refused(closed);
  const chosen = readFields(mapValues(body.settlements, (s) => s.value), context.parseField);
  if (chosen.kind === "faulty") return refused({ code: "G2002", fields: chosen.faults });
  const fields: { [Name in FieldName]?: FieldValue } = { ...state.fields };
  const touched = { ...state.touched };
  const moved: { field: string; reason: string }[] = [];
  for (const [name, value] of fieldEntries(chosen.values)) {
    const open = state.conflicts.some((c) => c.field === name);
    if (!open || !sameValue(state.fields[name], body.settlements[name]?.expected)) moved.push({ field: name, reason: open ? "changed-since" : "already-settled" });
    if (value === null) delete fields[name];
    else fields[name] = value;
    touched[name] = [versionAfter(state, context), head.replica, author(head)];
  }
  if (moved.length > 0) return refused({ code: "G2001", fields: moved });
  const by = author(head);
  // What arrived after the version she saw was not hers to choose from: it stays open, against what she chose.
  const wasSeen = (c: Conflict): boolean => c.version === undefined || c.version <= head.base || c.mineBy === by;
  const unseen = state.conflicts.filter((c) => !(Object.hasOwn(chosen.values, c.field) && wasSeen(c)));
  const conflicts = fieldEntries(chosen.values).reduce<readonly Conflict[]>((open, [name, value]) => followCentre(open, name, value, by), unseen);
  return applied(markAccount(state, { ...next(state, head, context), fields, touched, conflicts }, head));
}

function submit(state: FileState, head: Head, context: ApplyContext): Applied | Refused {
  const closed = whyClosed(state, "G2016");
  if (closed !== undefined) return refused(closed);
  const no = (error: CodedError): Refused => ({
    kind: "refused", error, state: { ...next(state, head, context), refusal: { ...error, change: changeId(head), at: context.at } },
  });
  if (isOfLostVersion(state, head, context)) return no(lostVersion(state, head));
  const unseen = unseenFields(state, head);
  if (unseen.length > 0) return no(changedSince(unseen));
  if (state.conflicts.length > 0) return no({ code: "G2007", fields: state.conflicts.map(({ field }) => ({ field, reason: "conflict" })) });
  const decision = context.register(state, head);
  if (!decision.ok) return no(decision.error);
  const { refusal: _over, ...file } = next(state, head, context);
  return applied(decision.value === undefined ? file : { ...file, status: "registered", registration: decision.value });
}

function withdraw(state: FileState, head: Head, context: ApplyContext): Applied | Refused {
  const closed = whyClosed(state, "G2016");
  if (closed !== undefined) return refused(closed);
  if (isOfLostVersion(state, head, context)) return refused(lostVersion(state, head));
  const unseen = unseenFields(state, head);
  if (unseen.length > 0) return refused(changedSince(unseen));
  return applied({ ...next(state, head, context), status: "withdrawn" });
}

/** [LI1] A step of the loan's life, judged where the centre takes it in and before it is sealed. A step that this version does not know is a newer one's. */
function record(state: FileState, head: Head, { step, facts: told }: Body<"recorded">, context: ApplyContext): Applied | Refused {
  if (!isStepName(step)) return refused({ code: "G2012", params: { kind: `recorded:${step}`, version: head.kindVersion } });
  if (isOfLostVersion(state, head, context)) return refused(lostVersion(state, head));
  const facts = readFacts(step, told);
  if (!facts.ok) return refused({ code: "G2002", fields: facts.error });
  const no = context.life === undefined ? whyNotFrom(state, loanLifeOf(state), step) : judgeStep(state, step, facts.value, context.life);
  if (no !== undefined) return refused(no);
  const corrected = step === "approved" ? unseenCorrections(state, head) : [];
  if (corrected.length > 0) return refused(changedSince(corrected));
  const entry: LifeEntry = { step, facts: facts.value, by: author(head), at: context.at, change: changeId(head) };
  return applied(applyStep(state, entry, { version: versionAfter(state, context), replica: head.replica }));
}

/** [DO1] Documents never meet: each is one more, or one less, whatever else happens to the file. */
const documents = (changed: Result<Pick<FileState, "documents">, CodedError>, state: FileState, head: Head, context: ApplyContext): Applied | Refused =>
  changed.ok ? applied({ ...next(state, head, context), ...changed.value }) : refused(changed.error);

/** [SY48] She decided on what a restored centre no longer has: on whose values, nobody here could say. */
const isOfLostVersion = (state: FileState, head: Head, { madeEveryVersion = false }: ApplyContext): boolean => madeEveryVersion && head.base > state.version;
const lostVersion = (state: FileState, head: Head): CodedError => ({ code: "G9301", params: { seen: head.base, have: state.version } });

/** [SY17] What another replica changed after the version that the author says she saw. */
export const unseenFields = (state: FileState, head: Head): readonly FieldName[] =>
  fieldEntries(state.touched)
    .filter(([, [version, replica]]) => version > head.base && replica !== head.replica)
    .map(([name]) => name);

/** [LI13] What the centre corrected after the version that the author says she saw: an approval of what was there before does not hold. */
const unseenCorrections = (state: FileState, head: Head): readonly FieldName[] => unseenFields(state, head).filter((name) => state.touched[name]?.[2] === THE_CENTRE);

const changedSince = (fields: readonly FieldName[]): CodedError => ({ code: "G2001", fields: fields.map((field) => ({ field, reason: "changed-since" })) });

function whyClosed(state: FileState, whenRegistered: "G2006" | "G2016"): CodedError | undefined {
  if (state.status === "draft") return undefined;
  return { code: state.status === "registered" ? whenRegistered : "G2016", params: { status: state.status } };
}

const next = (state: FileState, head: Head, context: ApplyContext): FileState => ({ ...state, version: versionAfter(state, context), updatedBy: author(head), updatedAt: context.at });

const mapValues = <A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Readonly<Record<string, B>> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
