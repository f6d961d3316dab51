import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { instant } from "../../../shared/kernel/instant.ts";
import type { UserId } from "../../../shared/kernel/ids.ts";
import { ok } from "../../../shared/kernel/result.ts";
import { isFieldName, type FieldName, type FieldPatch, type FieldValue } from "../../../shared/pge/file-fields.ts";
import { applyChange, type ApplyContext } from "../../../shared/sync/apply-change.ts";
import { readFields, type ParseField } from "../../../shared/sync/field-values.ts";
import type { FileState, Registration } from "../../../shared/sync/file-state.ts";
import type { FirstVerdict } from "../../../shared/sync/protocol.ts";
import { readBody } from "../../../shared/sync/read-body.ts";
import { CLOSING_CODES } from "../db/outbox.ts";
import type { FileKnown, HeardOne, OwnChange } from "./file-known.ts";

/** A file as a person should see it: truth, then what waits in the line and what was heard of colleagues, as each came, then what a refusal gave back, then the working copy. */
export type Projection = {
  readonly state: FileState;
  /** Values that are on this computer only. */
  readonly pending: ReadonlySet<FieldName>;
  /** Values of refused or skipped changes, to be folded into the next one. */
  readonly returned: FieldPatch;
  /** Documents of changes that wait for the centre's answer. */
  readonly pendingDocuments: ReadonlySet<string>;
  /** Attachings and removals that were skipped behind a refusal: they go again with the next change. */
  readonly returnedDocuments: readonly OwnChange[];
  /** Attachings that the centre refused. */
  readonly refusedDocuments: readonly { readonly change: OwnChange; readonly error: CodedError }[];
  /** Steps of the loan's life that the centre did not take, and that nobody saw yet. */
  readonly refusedSteps: readonly { readonly change: OwnChange; readonly error: CodedError }[];
  readonly submitting: boolean;
  readonly refusal: CodedError | undefined;
  readonly amendments: FieldPatch;
  /** Since when something is here only, and how many changes. */
  readonly here: { readonly since: number; readonly changes: number } | undefined;
  /** Since when something of it is only heard of, from a colleague. */
  readonly heardSince: number | undefined;
  /** The creation is known to the centre or on its way in the line. */
  readonly created: boolean;
};

export function projectFile(known: FileKnown, me: UserId, parseField: ParseField): Projection {
  const pending = new Set<FieldName>();
  const unanswered: number[] = [];
  const toMend: number[] = [];
  const closing = new Set<string>();
  const pendingDocuments = new Set<string>();
  const returnedDocuments: OwnChange[] = [];
  const refusedDocuments: { readonly change: OwnChange; readonly error: CodedError }[] = [];
  const refusedSteps: { readonly change: OwnChange; readonly error: CodedError }[] = [];
  let returned: FieldPatch = {};
  let amendments: FieldPatch = {};
  let state = known.truth?.readable;
  let submitting = false;
  let mended = false;
  let refusal: CodedError | undefined;
  let heardSince: number | undefined;
  let submittedThere = false;
  for (const change of inOrder(known)) {
    if ("heardAt" in change) {
      const after = applyChange(state, change.head, change.body, { at: instant(change.heardAt), parseField, register: () => ok(undefined) });
      if (after.kind !== "applied") continue;
      state = after.state;
      heardSince = Math.min(heardSince ?? Infinity, change.heardAt);
      if (change.head.kind === "submitted") submittedThere = true;
      continue;
    }
    const { verdict } = change;
    if (verdict === undefined || verdict.kind === "accepted") {
      const after = applyChange(state, change.head, change.body, contextOf(change, parseField));
      if (after.kind === "applied") state = after.state;
      else if (CLOSING_CODES.has(after.error.code)) amendments = { ...amendments, ...valuesIn(change, parseField) };
      if (change.head.kind === "submitted") submitting = verdict === undefined;
      else mended = true;
      if (verdict !== undefined) continue;
      unanswered.push(change.head.madeAt);
      for (const name of namesIn(change)) pending.add(name);
      const document = documentIn(change);
      if (document !== undefined) pendingDocuments.add(document);
      continue;
    }
    // Whatever its kind: what comes behind it is skipped for the same reason.
    const isClosed = isClosing(verdict, closing);
    if (isClosed) closing.add(change.head.change);
    if (change.isGivenUp) continue;
    if (documentIn(change) !== undefined) {
      if (change.resolved) continue;
      if (verdict.kind === "skipped") {
        returnedDocuments.push(change);
        toMend.push(change.head.madeAt);
      } else if (change.head.kind === "attached") refusedDocuments.push({ change, error: { code: verdict.code, params: verdict.params } });
    } else if (change.head.kind === "recorded") {
      if (change.resolved) continue;
      toMend.push(change.head.madeAt);
      refusedSteps.push({ change, error: verdict.kind === "refused" ? { code: verdict.code, params: verdict.params, fields: verdict.fields } : { code: "G2009", params: { cause: verdict.cause } } });
    } else if (isClosed) {
      amendments = { ...amendments, ...valuesIn(change, parseField) };
    } else if (!change.resolved) {
      const values = valuesIn(change, parseField);
      returned = { ...returned, ...values };
      if (Object.keys(values).length > 0) toMend.push(change.head.madeAt);
      if (verdict.kind === "refused") refusal = { code: verdict.code, params: verdict.params, fields: verdict.fields };
    }
  }
  const documents = { pendingDocuments, returnedDocuments, refusedDocuments, refusedSteps };
  const base = state ?? draftOf(known, me);
  const noted = base.refusal;
  if (refusal === undefined && noted !== undefined && !mended && !submitting && base.updatedAt <= noted.at) refusal = noted;
  const typed: FieldPatch = Object.fromEntries(known.working.map(({ field, value }) => [field, value]));
  const savedAt = known.working.map((field) => field.savedAt);
  const typing = savedAt.length === 0 ? [] : [Math.min(...savedAt)];
  const updatedAt = savedAt.length === 0 ? base.updatedAt : instant(Math.max(...savedAt));
  if (base.status !== "draft") {
    // What met a closed file, before or after it was sealed, is only proposed: the file reads as the centre has it.
    for (const name of namesOf(typed)) pending.add(name);
    return {
      ...documents, state: base, pending, heardSince, returned: {}, submitting: false, refusal: refusedSteps[0]?.error, amendments: { ...amendments, ...returned, ...typed }, created: true,
      here: hereSince([...unanswered, ...(refusedSteps.length > 0 ? toMend : []), ...typing]),
    };
  }
  for (const name of [...namesOf(returned), ...namesOf(typed)]) pending.add(name);
  return {
    state: { ...base, fields: overlay(overlay(base.fields, returned), typed), updatedAt },
    ...documents, pending, heardSince, returned, submitting: submitting || submittedThere, refusal, amendments, created: state !== undefined,
    here: hereSince([...unanswered, ...toMend, ...typing]),
  };
}

/** Own changes and heard ones as they came to this computer, by the line and by no clock: what was heard while the line stood at n comes after its change n. */
function inOrder({ line, heard }: FileKnown): readonly (OwnChange | HeardOne)[] {
  if (heard.length === 0) return line;
  const ordered: (OwnChange | HeardOne)[] = [];
  const rest = [...heard];
  for (const own of line) {
    while (rest[0] !== undefined && rest[0].afterSeq < own.seq) ordered.push(...rest.splice(0, 1));
    ordered.push(own);
  }
  return [...ordered, ...rest];
}

const namesOf = (patch: FieldPatch): readonly FieldName[] => Object.keys(patch).filter(isFieldName);
const hereSince = (moments: readonly number[]): Projection["here"] => (moments.length === 0 ? undefined : { since: Math.min(...moments), changes: moments.length });

/** A refusal by a closed file, or something skipped behind one. */
const isClosing = (verdict: FirstVerdict, closing: ReadonlySet<string>): boolean =>
  verdict.kind === "refused" ? CLOSING_CODES.has(verdict.code) : verdict.kind === "skipped" && closing.has(verdict.cause);

/** Pending work is applied with the workstation's own clock; a registration that is answered but not yet pulled is shown from its verdict. */
function contextOf(change: OwnChange, parseField: ParseField): ApplyContext {
  const { verdict, head } = change;
  const at = instant(change.answeredAt ?? head.madeAt);
  const answered = verdict?.kind === "accepted" && verdict.number !== undefined ? { number: verdict.number, receipt: verdict.receipt ?? "" } : undefined;
  return {
    at, parseField,
    register: (file) => ok<Registration | undefined>(answered === undefined ? undefined
      : { ...answered, registeredAt: at, grantOn: typeof file.fields.foreseenGrantOn === "string" ? file.fields.foreseenGrantOn : "", rules: head.rules }),
  };
}

function draftOf(known: FileKnown, me: UserId): FileState {
  const createdAt = instant(known.newFile?.createdAt ?? known.line[0]?.head.madeAt ?? known.working[0]?.savedAt ?? 0);
  return { file: known.file, version: 0, status: "draft", fields: {}, touched: {}, conflicts: [], createdBy: me, createdAt, updatedBy: me, updatedAt: createdAt };
}

function namesIn(change: OwnChange): readonly FieldName[] {
  return Object.keys(patchIn(change)).filter(isFieldName);
}

/** Values of a change that still pass their field's gate; a value that never did is what the refusal is about, and is not shown as entered. */
function valuesIn(change: OwnChange, parseField: ParseField): FieldPatch {
  const values: { [Name in FieldName]?: FieldValue | null } = {};
  for (const [name, value] of Object.entries(patchIn(change))) {
    const read = readFields({ [name]: value }, parseField);
    if (read.kind === "read") Object.assign(values, read.values);
  }
  return values;
}

/** The document that a change is about. */
export function documentIn({ head, body }: OwnChange): string | undefined {
  const read = readBody(head.kind, body);
  return read.ok && (read.value.kind === "attached" || read.value.kind === "detached") ? read.value.body.document : undefined;
}

function patchIn({ head, body }: OwnChange): Readonly<Record<string, unknown>> {
  const read = readBody(head.kind, body);
  if (!read.ok) return {};
  if (read.value.kind === "created") return read.value.body.fields;
  if (read.value.kind !== "edited") return {};
  return Object.fromEntries(Object.entries(read.value.body.edits).map(([name, edit]) => [name, edit.to]));
}

function overlay(fields: FileState["fields"], patch: FieldPatch): FileState["fields"] {
  const after: { [Name in FieldName]?: FieldValue } = { ...fields };
  for (const [name, value] of Object.entries(patch)) {
    if (!isFieldName(name)) continue;
    if (value === null || value === undefined) delete after[name];
    else after[name] = value;
  }
  return after;
}
