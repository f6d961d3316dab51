import { expect, test } from "vitest";
import type { CodedError } from "../kernel/error-codes.ts";
import { instant } from "../kernel/instant.ts";
import { err, ok } from "../kernel/result.ts";
import type { FieldValue } from "../pge/file-fields.ts";
import { applyChange, versionFloor, type Applied, type ApplyContext, type Refused } from "./apply-change.ts";
import { bodySchemas, CHANGE_KINDS, ZERO_HASH, type ChangeKind, type Head } from "./change.ts";
import type { FileState, Registration } from "./file-state.ts";
import { readBody } from "./read-body.ts";

const uuid = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const FILE = uuid(1);
const [MARIE, PAUL] = [{ replica: uuid(11), author: "marie" }, { replica: uuid(12), author: "paul" }];
let changes = 100;

const registration: Registration = { number: "1-0000-0000-0", receipt: "a.b.c", registeredAt: instant(5), grantOn: "2020-04-15", rules: "pge@1" };
const context: ApplyContext = {
  at: instant(5_000),
  parseField: (name, value) => (name === "staffFrance" && typeof value !== "number" ? err({ reason: "not-a-count" }) : ok(value as FieldValue)),
  register: () => ok(registration),
};

function head(kind: ChangeKind, base: number, by: { replica: string; author: string }): Head & { kind: ChangeKind } {
  changes += 1;
  return { v: 1, bank: uuid(2), branch: uuid(3), file: FILE, change: uuid(changes), seq: 1, prev: ZERO_HASH, kind, kindVersion: 1, base, madeAt: 1, rules: "pge@1", reference: "r@1", bodyHash: ZERO_HASH, ...by };
}
const apply = (state: FileState | undefined, kind: ChangeKind, base: number, by: { replica: string; author: string }, body: unknown, over: Partial<ApplyContext> = {}) =>
  applyChange(state, head(kind, base, by), body, { ...context, ...over });

function after(outcome: Applied | Refused): FileState {
  if (outcome.kind === "refused") throw new Error(`refused ${JSON.stringify(outcome.error)}`);
  return outcome.state;
}
const whyNot = (outcome: Applied | Refused): CodedError => {
  if (outcome.kind === "applied") throw new Error("was applied");
  return outcome.error;
};
const aFile = (fields: Record<string, unknown> = { legalName: "Alpha", staffFrance: 3, city: "Lyon" }): FileState => after(apply(undefined, "created", 0, MARIE, { fields }));
const edits = (changed: Record<string, readonly [unknown, unknown]>) => ({ edits: Object.fromEntries(Object.entries(changed).map(([f, [from, to]]) => [f, { from, to }])) });
const inConflict = (): FileState => {
  const paul = after(apply(aFile(), "edited", 1, PAUL, edits({ city: ["Lyon", "Paris"] })));
  return after(apply(paul, "edited", 1, MARIE, edits({ city: ["Lyon", "Nice"] })));
};

test("[SY12] a file is created whole, empty fields absent, at version 1", () => {
  const file = aFile({ legalName: "Alpha", city: null });
  expect(file).toEqual({
    file: FILE, version: 1, status: "draft", fields: { legalName: "Alpha" }, touched: {}, conflicts: [],
    createdBy: "marie", createdAt: 5_000, updatedBy: "marie", updatedAt: 5_000,
  });
});

test("[SY12] different fields edited in two places merge, and each change is one version", () => {
  const paul = after(apply(aFile(), "edited", 1, PAUL, edits({ city: ["Lyon", "Paris"] })));
  const both = apply(paul, "edited", 1, MARIE, edits({ legalName: ["Alpha", "Beta"] }));
  expect(both).toMatchObject({ conflicts: [], state: { version: 3, fields: { legalName: "Beta", city: "Paris" }, touched: { city: [2, PAUL.replica, "paul"], legalName: [3, MARIE.replica, "marie"] } } });
});

test("[SY55] a version of a later epoch is above all of the former ones: what a restored centre lost is never taken for what was seen", () => {
  const floor = versionFloor(2);
  expect([versionFloor(1), floor]).toEqual([1, 1_000_001]);
  const since = after(apply(aFile(), "edited", 1, PAUL, edits({ city: ["Lyon", "Paris"] }), { floor }));
  expect(since).toMatchObject({ version: floor, touched: { city: [floor, PAUL.replica, "paul"] } });
  // Marie had seen version 5 of the epoch before, which the centre lost: what Paul entered since is not what she saw.
  expect(apply(since, "edited", 5, MARIE, edits({ city: ["Lille", "Nice"] }), { floor })).toMatchObject({ conflicts: ["city"], state: { version: floor + 1 } });
  expect(whyNot(apply(since, "submitted", 5, MARIE, {}, { floor }))).toMatchObject({ code: "G2001" });
});

test("[SY12] null empties a field", () => {
  expect(after(apply(aFile(), "edited", 1, MARIE, edits({ city: ["Lyon", null] }))).fields).toEqual({ legalName: "Alpha", staffFrance: 3 });
});

test("[SY13] [SY14] the same field in two places is a conflict that keeps base, theirs and mine; the centre's value stays", () => {
  const paul = after(apply(aFile(), "edited", 1, PAUL, edits({ city: ["Lyon", "Paris"] })));
  const met = apply(paul, "edited", 1, MARIE, edits({ city: ["Lyon", "Nice"] }));
  expect(met).toMatchObject({
    kind: "applied", conflicts: ["city"],
    state: { fields: { city: "Paris" }, conflicts: [{ field: "city", base: "Lyon", theirs: "Paris", theirsBy: "paul", mine: "Nice", mineBy: "marie", mineAt: 5_000 }] },
  });
});

test("[SY13] the same value entered in two places is no conflict", () => {
  const paul = after(apply(aFile(), "edited", 1, PAUL, edits({ city: ["Lyon", "Paris"] })));
  expect(apply(paul, "edited", 1, MARIE, edits({ city: ["Lyon", "Paris"] }))).toMatchObject({ conflicts: [], state: { version: 3, conflicts: [] } });
});

test("[SY13] an author's own earlier changes after her base are no conflict", () => {
  const once = after(apply(aFile(), "edited", 1, MARIE, edits({ city: ["Lyon", "Paris"] })));
  expect(apply(once, "edited", 1, MARIE, edits({ city: ["Paris", "Nice"] }))).toMatchObject({ conflicts: [], state: { fields: { city: "Nice" } } });
});

test("[SY13] an edit that saw the other's value applies", () => {
  const paul = after(apply(aFile(), "edited", 1, PAUL, edits({ city: ["Lyon", "Paris"] })));
  expect(apply(paul, "edited", 2, MARIE, edits({ city: ["Paris", "Nice"] }))).toMatchObject({ conflicts: [], state: { fields: { city: "Nice" } } });
});

test("[SY13] a file that was never seen is not overwritten by somebody else", () => {
  expect(apply(aFile(), "edited", 0, PAUL, edits({ city: [null, "Nice"] }))).toMatchObject({ conflicts: ["city"], state: { fields: { city: "Lyon" } } });
});

test("[SY16] a new edit by the same author replaces her entry; a third author's is kept beside it", () => {
  const third = { replica: uuid(13), author: "lea" };
  const again = after(apply(inConflict(), "edited", 1, MARIE, edits({ city: ["Lyon", "Metz"] })));
  const three = after(apply(again, "edited", 1, third, edits({ city: ["Lyon", "Brest"] })));
  expect(three.conflicts.map((c) => [c.mineBy, c.mine])).toEqual([["marie", "Metz"], ["lea", "Brest"]]);
});

test("[SY16] a conflict follows the centre's value, and is over when they agree", () => {
  const moved = after(apply(inConflict(), "edited", 3, PAUL, edits({ city: ["Paris", "Lille"] })));
  expect(moved.conflicts).toMatchObject([{ theirs: "Lille", mine: "Nice" }]);
  expect(after(apply(moved, "edited", 4, PAUL, edits({ city: ["Lille", "Nice"] }))).conflicts).toEqual([]);
});

test("[SY15] settling is a compare-and-set on the centre's value and ends the conflict", () => {
  const settled = after(apply(inConflict(), "settled", 3, PAUL, { settlements: { city: { expected: "Paris", value: "Nice" } } }));
  expect(settled).toMatchObject({ version: 4, fields: { city: "Nice" }, conflicts: [], touched: { city: [4, PAUL.replica, "paul"] } });
});

test("[SY15] settling ends what its author had seen; an entry that came after stays open, against the value she chose", () => {
  const third = { replica: uuid(13), author: "lea" };
  const seen = inConflict();
  const more = after(apply(seen, "edited", 1, third, edits({ city: ["Lyon", "Brest"] })));
  const choose = (base: number, value: string, by = PAUL) => after(apply(more, "settled", base, by, { settlements: { city: { expected: "Paris", value } } }));
  expect(choose(seen.version, "Nice")).toMatchObject({ fields: { city: "Nice" }, conflicts: [{ field: "city", theirs: "Nice", theirsBy: "paul", mine: "Brest", mineBy: "lea" }] });
  expect(choose(more.version, "Nice").conflicts).toEqual([]);
  expect(choose(seen.version, "Brest").conflicts).toEqual([]);
  expect(choose(seen.version, "Nice", third).conflicts).toEqual([]);
  const old = { ...more, conflicts: more.conflicts.map(({ version: _none, ...entry }) => entry) };
  expect(after(apply(old, "settled", seen.version, PAUL, { settlements: { city: { expected: "Paris", value: "Nice" } } })).conflicts).toEqual([]);
});

test("[SY15] settling on another value than the centre's, or what is not in conflict, is refused naming the field", () => {
  const late = apply(inConflict(), "settled", 3, PAUL, { settlements: { city: { expected: "Lyon", value: "Nice" } } });
  expect(whyNot(late)).toEqual({ code: "G2001", fields: [{ field: "city", reason: "changed-since" }] });
  const none = apply(aFile(), "settled", 1, PAUL, { settlements: { city: { expected: "Lyon", value: "Nice" } } });
  expect(whyNot(none)).toEqual({ code: "G2001", fields: [{ field: "city", reason: "already-settled" }] });
});

test("[SY17] nobody submits what she has not seen; the refusal is noted on the file", () => {
  const paul = after(apply(aFile(), "edited", 1, PAUL, edits({ city: ["Lyon", "Paris"] })));
  const blind = apply(paul, "submitted", 1, MARIE, {});
  expect(blind).toMatchObject({ kind: "refused", error: { code: "G2001", fields: [{ field: "city", reason: "changed-since" }] }, state: { version: 3, status: "draft", refusal: { code: "G2001" } } });
  expect(apply(paul, "submitted", 2, MARIE, {})).toMatchObject({ kind: "applied", state: { status: "registered" } });
});

test("[SY17] her own changes after the base are what she saw", () => {
  const own = after(apply(aFile(), "edited", 1, MARIE, edits({ city: ["Lyon", "Paris"] })));
  expect(apply(own, "submitted", 1, MARIE, {})).toMatchObject({ kind: "applied", state: { registration, version: 3 } });
});

test("[SY17] nothing is submitted with an open conflict", () => {
  expect(whyNot(apply(inConflict(), "submitted", 3, MARIE, {}))).toEqual({ code: "G2007", fields: [{ field: "city", reason: "conflict" }] });
});

test("[SY22] a refused submission is noted until the next one, and the rules' reasons pass unchanged", () => {
  const error: CodedError = { code: "G2003", params: { reasons: ["SCI_EXCLUE"] } };
  const no = apply(aFile(), "submitted", 1, MARIE, {}, { register: () => err(error) });
  if (no.kind !== "refused" || no.state === undefined) throw new Error("not noted");
  expect(no.state.refusal).toMatchObject(error);
  expect(after(apply(no.state, "submitted", 2, MARIE, {}))).not.toHaveProperty("refusal");
});

test("[SY30] on a workstation, which registers nothing, a submission leaves a draft", () => {
  expect(apply(aFile(), "submitted", 1, MARIE, {}, { register: () => ok(undefined) })).toMatchObject({ kind: "applied", state: { status: "draft", version: 2 } });
});

test("[SY18] a registered file is closed", () => {
  const done = after(apply(aFile(), "submitted", 1, MARIE, {}));
  expect(whyNot(apply(done, "edited", 2, MARIE, edits({ city: ["Lyon", "Nice"] }))).code).toBe("G2006");
  expect(whyNot(apply(done, "settled", 2, MARIE, { settlements: {} })).code).toBe("G2006");
  expect(whyNot(apply(done, "submitted", 2, MARIE, {}))).toEqual({ code: "G2016", params: { status: "registered" } });
  expect(whyNot(apply(done, "withdrawn", 2, MARIE, {})).code).toBe("G2016");
});

test("[SY18] a withdrawn file is closed to everything, and is withdrawn only by who saw it", () => {
  const paul = after(apply(aFile(), "edited", 1, PAUL, edits({ city: ["Lyon", "Paris"] })));
  expect(whyNot(apply(paul, "withdrawn", 1, MARIE, {})).code).toBe("G2001");
  const gone = after(apply(paul, "withdrawn", 2, MARIE, { why: "client gave up" }));
  expect(gone.status).toBe("withdrawn");
  for (const kind of ["edited", "submitted", "withdrawn"] as const) expect(whyNot(apply(gone, kind, 3, MARIE, kind === "edited" ? edits({}) : {})).code).toBe("G2016");
});

test("[SY18] created on an existing file, and anything else on none, are refused", () => {
  expect(whyNot(apply(aFile(), "created", 0, MARIE, { fields: {} })).code).toBe("G2015");
  for (const kind of ["edited", "settled", "submitted", "withdrawn"] as const) {
    expect(whyNot(apply(undefined, kind, 1, MARIE, { edits: {}, settlements: {} })).code).toBe("G2008");
  }
});

test("[SY19] all faulty fields are named, unknown ones too, and nothing is applied", () => {
  const bad = apply(aFile(), "edited", 1, MARIE, edits({ staffFrance: [3, "many"], nonsense: [null, 1], city: ["Lyon", "Nice"] }));
  expect(whyNot(bad)).toEqual({ code: "G2002", fields: [{ field: "staffFrance", reason: "not-a-count" }, { field: "nonsense", reason: "unknown-field" }] });
  expect(whyNot(apply(undefined, "created", 0, MARIE, { fields: JSON.parse('{"__proto__": {"city": "x"}}') })).code).toBe("G2002");
});

test("[SY8] a body that is not of its kind's shape is malformed", () => {
  for (const body of [null, 3, [], "x", {}, { fields: [] }, { fields: null }]) expect(whyNot(apply(undefined, "created", 0, MARIE, body)).code).toBe("G2014");
  for (const body of [{}, { edits: [] }, { edits: { city: 1 } }, { edits: { city: { to: "x" } } }]) expect(whyNot(apply(aFile(), "edited", 1, MARIE, body)).code).toBe("G2014");
});

test("[SY8] the hand-written reader of bodies and the schemas on the protocol's page agree", () => {
  const samples: readonly unknown[] = [null, 1, "x", [], {}, { fields: {} }, { fields: { a: 1 } }, { fields: [] }, { edits: {} }, { edits: { a: { from: 1, to: null } } }, { edits: { a: 3 } },
    { settlements: { a: { expected: null, value: [1] } } }, { settlements: 1 }, { why: "because" }, { why: 3 }, { why: "x".repeat(501) },
    { document: "0".repeat(64) }, { document: "A".repeat(64) }, { document: "0".repeat(64), name: "a.pdf", type: "application/pdf", size: 1, piece: "KBIS" },
    { document: "0".repeat(64), name: "a/b.pdf", type: "application/pdf", size: 1, piece: "KBIS" }, { document: "0".repeat(64), name: "a.pdf", type: "application/pdf", size: 1, piece: "kbis" }];
  for (const kind of CHANGE_KINDS) {
    for (const sample of samples) expect([kind, sample, readBody(kind, sample).ok]).toEqual([kind, sample, bodySchemas[kind].safeParse(sample).success]);
  }
});
