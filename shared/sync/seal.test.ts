import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { id, type BankId, type BranchId, type ChangeId, type FileId, type ReplicaId, type UserId } from "../kernel/ids.ts";
import { instant } from "../kernel/instant.ts";
import { unwrap } from "../kernel/result.ts";
import { bodyHashOf, changeHashOf, headSchema, ZERO_HASH } from "./change.ts";
import { EMPTY_LINE, sealChange, type Intention, type Sealer } from "./seal.ts";

const uuid = (n: number): string => `01800000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");
let salts = 0;
const sealer: Sealer = {
  bank: id<BankId>(uuid(1)), replica: id<ReplicaId>(uuid(2)), author: "anne" as UserId, rules: "pge@1", reference: "ref@1", sha256,
  newSalt: () => (salts += 1).toString(16).padStart(32, "0"),
};
const intention = (over: Partial<Intention> = {}): Intention => ({
  kind: "created", body: { fields: { legalName: "Écluse" } }, change: id<ChangeId>(uuid(3)), file: id<FileId>(uuid(4)), branch: id<BranchId>(uuid(5)), base: 0, madeAt: instant(1_000), ...over,
});

test("[SY5] each change names the hash of the one before, zeros at the first, and its body by hash and salt", () => {
  const first = unwrap(sealChange(sealer, EMPTY_LINE, intention()), "first");
  const second = unwrap(sealChange(sealer, first.line, intention()), "second");
  expect(first.head).toMatchObject({ seq: 1, prev: ZERO_HASH });
  expect(second.head).toMatchObject({ seq: 2, prev: changeHashOf(sha256, first.sealed.head) });
  for (const { sealed, head, line } of [first, second]) {
    expect(headSchema.parse(JSON.parse(sealed.head))).toEqual(head);
    expect(head.bodyHash).toBe(bodyHashOf(sha256, sealed.salt, sealed.body));
    expect(line).toEqual({ seq: head.seq, hash: changeHashOf(sha256, sealed.head) });
  }
  expect(second.sealed.salt).not.toBe(first.sealed.salt);
});

test("[SY20] the change that mends a refusal says which; the others say nothing", () => {
  expect(unwrap(sealChange(sealer, EMPTY_LINE, intention({ mends: id<ChangeId>(uuid(9)) })), "mending").head.mends).toBe(uuid(9));
  expect(unwrap(sealChange(sealer, EMPTY_LINE, intention()), "plain").sealed.head).not.toContain("mends");
});

test("[SY8] what cannot be stored, or is too large, is never given a place", () => {
  for (const legalName of ["a\u0000b", "half \ud800", "\udc00"]) expect(sealChange(sealer, EMPTY_LINE, intention({ body: { fields: { legalName } } }))).toEqual({ ok: false, error: { code: "G2011" } });
  expect(sealChange(sealer, EMPTY_LINE, intention({ body: { fields: { "\u0000": 1 } } }))).toEqual({ ok: false, error: { code: "G2011" } });
  expect(sealChange(sealer, EMPTY_LINE, intention({ body: { fields: { legalName: "é".repeat(33_000) } } }))).toEqual({ ok: false, error: { code: "G2013" } });
  expect(sealChange(sealer, EMPTY_LINE, intention({ body: { fields: { legalName: "é".repeat(32_000) } } })).ok).toBe(true);
});
