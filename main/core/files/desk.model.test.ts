import fc from "fast-check";
import { expect, test } from "vitest";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { id, type FileId } from "../../../shared/kernel/ids.ts";
import { unwrap } from "../../../shared/kernel/result.ts";
import { sameValue } from "../../../shared/sync/field-values.ts";
import { verifyAll } from "../handlers/verify.ts";
import { COMPLETE } from "../test-support/open-core.ts";
import { createPureCentre } from "../test-support/pure-centre.ts";
import { openTestDesk, type TestDesk } from "../test-support/test-desk.ts";
import { appendChange } from "./append-change.ts";
import { saveField, sealFile, settleConflict, submitFile, withdrawFile } from "./file-work.ts";
import { refreshRow } from "./file-row.ts";
import { rowContext, viewFile } from "./file-view.ts";

const FIELDS = ["city", "tradeName", "signatoryRole"] as const;
const who = fc.nat(1);
const which = fc.nat(2);
const action = fc.oneof(
  { weight: 10, arbitrary: fc.record({ do: fc.constant("type" as const), who, which, field: fc.constantFrom(...FIELDS) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("seal" as const), who, which }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("push" as const), who, most: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("pull" as const), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("submit" as const), who, which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("settle" as const), who, which, mine: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("refuse" as const), on: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("withdraw" as const), who, which }) },
);
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never;
type Write = { readonly by: number; readonly file: FileId; readonly field: string; readonly value: string };

/** Two advisors, three files, a centre that refuses at times. What each typed last must be somewhere a person can see it. */
async function run(actions: readonly Action[]): Promise<void> {
  let refusal: CodedError | undefined;
  let values = 0;
  const writes: Write[] = [];
  const centre = createPureCentre(() => refusal);
  const desks = [await openTestDesk("anne"), await openTestDesk("bruno")];
  const desk = (n: number): TestDesk => desks[n] ?? unwrap({ ok: false, error: n }, "desk");
  const files: FileId[] = [];
  for (let n = 0; n < 3; n += 1) {
    const maker = desk(n % 2);
    const file = id<FileId>(maker.newId());
    maker.db.transaction((db) => {
      appendChange(db, maker, { kind: "created", body: { fields: { ...COMPLETE } }, file, branch: maker.ownBranch(), base: 0 });
      refreshRow(db, file, rowContext(maker));
    });
    files.push(file);
  }
  const file = (n: number): FileId => files[n] ?? id<FileId>("");

  function act(done: Action): void {
    switch (done.do) {
      case "refuse":
        refusal = done.on ? { code: "G2004" } : undefined;
        return;
      case "push": return desk(done.who).push(centre, done.most);
      case "pull": return desk(done.who).pull(centre);
      case "seal": return void sealFile(desk(done.who), file(done.which));
      case "withdraw": return void withdrawFile(desk(done.who), file(done.which), "");
      case "submit": {
        const view = viewFile(desk(done.who), file(done.which));
        return view.ok ? void submitFile(desk(done.who), file(done.which), view.value.version) : undefined;
      }
      case "type": {
        const value = `v${(values += 1)}`;
        if (saveField(desk(done.who), file(done.which), done.field, value).ok) writes.push({ by: done.who, file: file(done.which), field: done.field, value });
        return;
      }
      case "settle": {
        const view = viewFile(desk(done.who), file(done.which));
        const conflict = view.ok ? view.value.conflicts[0] : undefined;
        if (!view.ok || conflict === undefined) return;
        const value = done.mine ? conflict.mine : (view.value.fields[conflict.field] ?? null);
        const settled = settleConflict(desk(done.who), file(done.which), conflict.field, view.value.fields[conflict.field] ?? null, value);
        if (settled.ok) writes.push({ by: done.who, file: file(done.which), field: conflict.field, value: String(value) });
      }
    }
  }
  for (const done of actions) act(done);

  // Calm: everybody seals, sends and receives, until nothing moves any more.
  for (let turn = 0; turn < 3; turn += 1) {
    for (const each of desks) {
      for (const one of files) sealFile(each, one);
      each.push(centre);
    }
    for (const each of desks) each.pull(centre);
  }
  for (const [n, each] of desks.entries()) {
    expect((await verifyAll(each)).faults).toEqual([]);
    for (const one of files) {
      const truth = centre.files().get(one);
      const view = unwrap(viewFile(each, one), "view");
      if (view.pending.length === 0) expect({ fields: view.fields, conflicts: view.conflicts, version: view.version }).toEqual({ fields: truth?.fields, conflicts: truth?.conflicts, version: truth?.version });
      for (const field of FIELDS) {
        const about = writes.filter((write) => write.file === one && write.field === field);
        const last = about.findLast((write) => write.by === n);
        if (last === undefined) continue;
        const seen = [
          truth?.fields[field], view.fields[field], ...(truth?.conflicts ?? []).filter((conflict) => conflict.field === field).map((conflict) => conflict.mine),
          ...view.amendments.filter((amendment) => amendment.field === field).map((amendment) => amendment.value),
        ];
        const wasOverwritten = about.indexOf(last) < about.length - 1;
        expect(wasOverwritten || seen.some((value) => sameValue(value, last.value)), `${field} = ${last.value} of ${n} is nowhere`).toBe(true);
      }
    }
  }
  for (const each of desks) each.close();
}

test("[WS3] [WS4] two desks and a centre that refuses at times: views end equal to the centre, and nothing typed disappears without a word", async () => {
  await fc.assert(fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 60 }), run), { numRuns: 40, interruptAfterTimeLimit: 80_000, endOnFailure: true });
});
