import { expect, test } from "vitest";
import { MAX_DOCUMENTS_PER_FILE } from "../documents/document.ts";
import { id, type FileId, type UserId } from "../kernel/ids.ts";
import { instant } from "../kernel/instant.ts";
import { ok } from "../kernel/result.ts";
import type { FieldValue } from "../pge/file-fields.ts";
import { applyChange, type Applied, type Refused } from "./apply-change.ts";
import { ZERO_HASH, type ChangeKind, type Head } from "./change.ts";
import type { FileState, FileStatus } from "./file-state.ts";
import { parseFileState } from "./parse-file-state.ts";

const uuid = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const user = (name: string): UserId => name as UserId;
const aState = (status: FileStatus = "draft"): FileState => ({
  file: id<FileId>(uuid(1)), version: 3, status, fields: {}, touched: {}, conflicts: [], createdBy: user("marie"), createdAt: instant(1), updatedBy: user("marie"), updatedAt: instant(1),
});
const pdf = (n: number) => ({ document: String(n).padStart(64, "0"), name: `piece ${n}.pdf`, type: "application/pdf", size: 1_000 + n, piece: "KBIS" });
function apply(state: FileState, kind: ChangeKind, author: string, body: unknown): Applied | Refused {
  const head: Head & { kind: ChangeKind } = {
    v: 1, bank: uuid(2), branch: uuid(3), file: uuid(1), change: uuid(9), replica: uuid(author.length), seq: 1, prev: ZERO_HASH, kind, kindVersion: 1, base: 1, author, madeAt: 1, rules: "pge@1", reference: "r@1", bodyHash: ZERO_HASH,
  };
  return applyChange(state, head, body, { at: instant(5_000), parseField: (_name, value) => ok(value as FieldValue), register: () => ok(undefined) });
}
const after = (outcome: Applied | Refused): FileState => {
  if (outcome.kind === "refused") throw new Error(outcome.error.code);
  return outcome.state;
};
const names = (state: FileState): readonly (readonly string[])[] => (state.documents ?? []).map(({ name, attachedBy }) => [name, attachedBy]);

test("[DO1] two people attach on the same version: both documents stay, in order of arrival, with who attached them", () => {
  const both = after(apply(after(apply(aState(), "attached", "marie", pdf(1))), "attached", "paul", pdf(2)));
  expect(names(both)).toEqual([["piece 1.pdf", "marie"], ["piece 2.pdf", "paul"]]);
  expect([both.version, both.touched, both.conflicts]).toEqual([5, {}, []]);
  expect(parseFileState(JSON.stringify(both))).toEqual({ ok: true, value: both });
});

test("[DO1] the same content attached twice is one document, named as it first was", () => {
  const twice = after(apply(after(apply(aState(), "attached", "marie", pdf(1))), "attached", "paul", { ...pdf(1), name: "autre.pdf" }));
  expect(names(twice)).toEqual([["piece 1.pdf", "marie"]]);
});

test("[DO2] a registered file takes further proofs, a withdrawn one takes nothing", () => {
  expect(names(after(apply(aState("registered"), "attached", "paul", pdf(1))))).toEqual([["piece 1.pdf", "paul"]]);
  expect(apply(aState("withdrawn"), "attached", "paul", pdf(1))).toMatchObject({ kind: "refused", error: { code: "G2016" } });
});

test("[DO3] a document is removed from a draft only; one that is gone already is no fault", () => {
  const [draft, registered] = [aState(), aState("registered")].map((state) => after(apply(state, "attached", "marie", pdf(1))));
  if (draft === undefined || registered === undefined) throw new Error("no state");
  const { document } = pdf(1);
  const none = after(apply(draft, "detached", "paul", { document }));
  expect(names(none)).toEqual([]);
  expect(names(after(apply(none, "detached", "marie", { document })))).toEqual([]);
  expect(apply(registered, "detached", "marie", { document })).toMatchObject({ kind: "refused", error: { code: "G7005" } });
});

test("[DO2] past the most documents of a file, one more is refused", () => {
  const full = Array.from({ length: MAX_DOCUMENTS_PER_FILE }, (_, n) => n).reduce((state, n) => after(apply(state, "attached", "marie", pdf(n))), aState());
  expect(apply(full, "attached", "paul", pdf(99))).toMatchObject({ kind: "refused", error: { code: "G7004", params: { limit: MAX_DOCUMENTS_PER_FILE } } });
  expect(names(after(apply(full, "attached", "paul", pdf(3))))).toHaveLength(MAX_DOCUMENTS_PER_FILE);
});

test("[DO1] facts that are not of their form are a malformed change, and a state that holds some is not read", () => {
  expect(apply(aState(), "attached", "marie", { ...pdf(1), type: "text/html" })).toMatchObject({ kind: "refused", error: { code: "G2014", fields: [{ field: "body.type" }] } });
  expect(apply(aState(), "detached", "marie", { document: "x" })).toMatchObject({ kind: "refused", error: { code: "G2014" } });
  expect(parseFileState(JSON.stringify({ ...aState(), documents: [{ ...pdf(1), name: "../x", attachedBy: "marie", attachedAt: 1 }] }))).toMatchObject({ ok: false, error: { path: "documents" } });
});
