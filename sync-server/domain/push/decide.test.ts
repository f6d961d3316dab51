import { BUILT_IN } from "../../../shared/pge/packs/packs.ts";
import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { id, type BankId, type BranchId } from "../../../shared/kernel/ids.ts";
import { instant } from "../../../shared/kernel/instant.ts";
import { legalDate } from "../../../shared/kernel/legal-date.ts";
import { bodyHashOf, ZERO_HASH, type Head } from "../../../shared/sync/change.ts";
import type { Caller } from "../services.ts";
import { sha256 } from "../sha256.ts";
import { decideChange } from "./decide.ts";
import { createDraft } from "./draft.ts";
import { readChange } from "./read-change.ts";
import type { RegistrationContext } from "./register.ts";
import type { World } from "./world.ts";

const uuid = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const [BANK, BRANCH, REPLICA, FILE] = [uuid(1), uuid(2), uuid(3), uuid(4)];
const caller: Caller = { user: "marie", name: "Marie", role: "advisor", bank: { id: id<BankId>(BANK), name: "A" }, branches: [{ id: id<BranchId>(BRANCH), name: "A1" }] };
const empty: World = { files: new Map(), taken: new Set(), erased: new Map(), decided: new Map(), holds: new Map(), ledger: new Map() };
const faults: unknown[] = [];
const context: RegistrationContext = {
  centre: uuid(8), epoch: { n: 1, id: uuid(9) }, businessDate: legalDate("2020-06-15"), packs: BUILT_IN, at: instant(1), randomBytes, onFault: (error) => faults.push(error),
  signReceipts: async (all) => all.map(() => "a.b.c"),
};

function change(seq: number, kind: string, body: unknown, base: number) {
  const text = JSON.stringify(body);
  const salt = "0".repeat(32);
  const head: Head = { v: 1, bank: BANK, branch: BRANCH, file: FILE, change: uuid(100 + seq), replica: REPLICA, seq, prev: ZERO_HASH, kind, kindVersion: 1, base, author: "marie", madeAt: 1, rules: "r", reference: "1", bodyHash: bodyHashOf(sha256, salt, text) };
  return readChange({ head: JSON.stringify(head), body: text, salt }, seq, { bank: BANK, replica: REPLICA, author: "marie" });
}

test("[ST5] a bug met on one change refuses that change, is told, and the next one goes on", () => {
  const draft = createDraft(empty);
  const at = { ...context, get at(): RegistrationContext["at"] { throw new Error("a bug"); } };
  expect(decideChange(draft, caller, REPLICA, change(1, "created", { fields: {} }, 0), at)).toMatchObject({ verdict: { kind: "refused", code: "G5001" } });
  expect(faults).toHaveLength(1);
  expect(draft.changedFiles().size).toBe(0);
  const other = change(2, "created", { fields: { city: "Lyon" } }, 0);
  expect(decideChange(draft, caller, REPLICA, other, context)).toMatchObject({ verdict: { kind: "skipped", cause: uuid(101) } });
});

test("[SY8] every key of the head is checked, by the one schema of the wire", () => {
  const sound = change(1, "created", { fields: {} }, 0);
  expect(sound.content.kind).toBe("good");
  const head: Record<string, unknown> = JSON.parse(sound.sealed.head);
  for (const key of Object.keys(head)) {
    for (const wrong of [undefined, null, [], "", -1]) {
      const broken = readChange({ ...sound.sealed, head: JSON.stringify({ ...head, [key]: wrong }) }, 1, { bank: BANK, replica: REPLICA, author: "marie" });
      expect([key, wrong, broken.content.kind]).toEqual([key, wrong, "bad"]);
    }
  }
});
