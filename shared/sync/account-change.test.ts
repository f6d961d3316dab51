import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { instant } from "../kernel/instant.ts";
import { ok } from "../kernel/result.ts";
import type { FieldValue } from "../pge/file-fields.ts";
import { applyChange, type ApplyContext } from "./apply-change.ts";
import { ZERO_HASH, type ChangeKind } from "./change.ts";
import type { FileState } from "./file-state.ts";
import { parseFileState } from "./parse-file-state.ts";

const uuid = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const [MARIE, PAUL, ANNA] = [{ replica: uuid(11), author: "marie" }, { replica: uuid(12), author: "paul" }, { replica: uuid(13), author: "anna" }];
const context: ApplyContext = { at: instant(5_000), parseField: (_name, value) => ok(value as FieldValue), register: () => ok(undefined) };
const [A, B, C] = ["FR-A", "FR-B", "FR-C"];
type Person = typeof MARIE;

function taken(state: FileState | undefined, kind: ChangeKind, base: number, by: Person, body: unknown): FileState {
  const outcome = applyChange(state, { v: 1, bank: uuid(2), branch: uuid(3), file: uuid(1), change: uuid(9), seq: 1, prev: ZERO_HASH, kind, kindVersion: 1, base, madeAt: 1, rules: "r", reference: "r", bodyHash: ZERO_HASH, ...by }, body, context);
  if (outcome.kind === "refused") throw new Error(JSON.stringify(outcome.error));
  return outcome.state;
}
const created = (fields: object): FileState => taken(undefined, "created", 0, MARIE, { fields });
const edited = (state: FileState, by: Person, to: Readonly<Record<string, string | null>>, base = state.version): FileState =>
  taken(state, "edited", base, by, { edits: Object.fromEntries(Object.entries(to).map(([name, value]) => [name, { from: null, to: value }])) });
const preApproved = () => created({ iban: A, preApprovedOn: "2020-04-14", preApprovedBy: "M. Roy" });
const markOf = ({ accountChange }: FileState): string | undefined => accountChange?.by;

describe("[LI17] an account that was replaced after the pre-approval", () => {
  test("bears who replaced it: replaced, removed, and the last who did", () => {
    expect(preApproved()).not.toHaveProperty("accountChange");
    const once = edited(preApproved(), PAUL, { iban: B });
    expect(once.accountChange).toEqual({ by: "paul", at: 5_000 });
    expect([edited(once, MARIE, { city: "Brest" }), edited(once, MARIE, { iban: C }), edited(preApproved(), PAUL, { iban: null }), edited(once, PAUL, { iban: A })].map(markOf)).toEqual(["paul", "marie", "paul", "paul"]);
  });

  test("is none where nothing was replaced: no pre-approval yet, a first account, the same one again, another field", () => {
    const bare = created({ iban: A });
    const first = created({ preApprovedOn: "2020-04-14" });
    const states = [edited(bare, PAUL, { iban: B }), edited(bare, PAUL, { iban: B, preApprovedOn: "2020-04-14" }), edited(first, PAUL, { iban: A }), edited(preApproved(), PAUL, { iban: A }), edited(preApproved(), PAUL, { city: "Brest" })];
    for (const state of states) expect(Object.keys(state)).not.toContain("accountChange");
  });

  test("a pre-approval that was taken back and given again hides nothing", () => {
    const without = edited(preApproved(), PAUL, { preApprovedOn: null, preApprovedBy: null });
    const changed = edited(without, PAUL, { iban: B });
    expect([markOf(without), markOf(changed), markOf(edited(changed, PAUL, { preApprovedOn: "2020-04-15" }))]).toEqual([undefined, "paul", "paul"]);
  });

  test("two advisors offline: her pre-approval of an account that he has replaced meanwhile, in either order", () => {
    const bare = created({ iban: A });
    const hisFirst = edited(edited(bare, PAUL, { iban: B }), MARIE, { preApprovedOn: "2020-04-14" }, 1);
    const hersFirst = edited(edited(bare, MARIE, { preApprovedOn: "2020-04-14" }), PAUL, { iban: B }, 1);
    expect([markOf(hisFirst), markOf(hersFirst)]).toEqual(["paul", "paul"]);
    // One who sends both herself has seen her own.
    expect(markOf(edited(edited(bare, PAUL, { iban: B }), PAUL, { preApprovedOn: "2020-04-14" }, 1))).toBeUndefined();
  });

  test("two advisors offline name two accounts: the first holds and is marked, and who settles for the other has replaced it", () => {
    const met = edited(edited(preApproved(), PAUL, { iban: B }), MARIE, { iban: C }, 1);
    expect([met.fields.iban, met.conflicts.length, markOf(met)]).toEqual([B, 1, "paul"]);
    const settled = (value: string) => taken(met, "settled", met.version, ANNA, { settlements: { iban: { expected: B, value } } });
    expect([markOf(settled(B)), markOf(settled(C))]).toEqual(["paul", "anna"]);
  });

  test("the call back takes the mark away and leaves no trace of it in the state but its step", () => {
    const called = taken(edited(preApproved(), PAUL, { iban: B }), "recorded", 2, ANNA, { step: "account-confirmed", facts: { on: "2020-04-15", calledTo: "Mme Roy" } });
    expect(called).not.toHaveProperty("accountChange");
    expect([called.life?.map(({ step }) => step), markOf(edited(called, MARIE, { iban: C }))]).toEqual([["account-confirmed"], "marie"]);
  });

  test("is read back as it was written; what is no mark is damage", () => {
    const text = JSON.stringify({ ...edited(preApproved(), PAUL, { iban: B }) });
    expect(parseFileState(text)).toMatchObject({ ok: true, value: { accountChange: { by: "paul", at: 5_000 } } });
    expect(parseFileState(text.replace('"by":"paul"', '"by":1'))).toEqual({ ok: false, error: { type: "NotAState", path: "accountChange" } });
  });

  test("whatever two people enter, on whatever they had seen: no account replaced after a pre-approval goes unmarked, and no mark goes away by an edit", () => {
    const change = fc.record({ by: fc.constantFrom(MARIE, PAUL), behind: fc.nat(3), to: fc.constantFrom<Readonly<Record<string, string | null>>[]>({ iban: A }, { iban: B }, { iban: null }, { preApprovedOn: "2020-04-14" }, { preApprovedOn: null, iban: C }, { city: "Brest" }) });
    fc.assert(fc.property(fc.array(change, { maxLength: 12 }), (asked) => {
      let state = created({ iban: A });
      let everApproved = false;
      for (const { by, behind, to } of asked) {
        const before = state;
        state = edited(state, by, to, Math.max(1, state.version - behind));
        const replaced = before.fields.iban !== undefined && before.fields.iban !== state.fields.iban;
        if (replaced && everApproved) expect(markOf(state)).toBe(by.author);
        if (before.accountChange !== undefined) expect(markOf(state)).toBeDefined();
        everApproved ||= state.fields.preApprovedOn !== undefined;
        if (!everApproved) expect(state).not.toHaveProperty("accountChange");
      }
    }));
  });
});
