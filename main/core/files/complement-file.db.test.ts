import { expect, test } from "vitest";
import { id, type FileId } from "../../../shared/kernel/ids.ts";
import { unwrap } from "../../../shared/kernel/result.ts";
import { getLine } from "../db/replica.ts";
import { COMPLETE } from "../test-support/open-core.ts";
import { createPureCentre } from "../test-support/pure-centre.ts";
import { openTestDesk, type TestDesk } from "../test-support/test-desk.ts";
import { complementFile } from "./complement-file.ts";
import { createFile, saveField, sealFile, submitFile } from "./file-work.ts";
import { viewFile } from "./file-view.ts";

function draft(desk: TestDesk, over: Readonly<Record<string, unknown>> = {}): FileId {
  const { file } = unwrap(createFile(desk), "create");
  for (const [field, value] of Object.entries({ ...COMPLETE, ...over })) unwrap(saveField(desk, file, field, value), field);
  unwrap(sealFile(desk, file), "seal");
  return file;
}

async function registered(): Promise<{ readonly desk: TestDesk; readonly file: FileId }> {
  const [desk, centre] = [await openTestDesk("anne"), createPureCentre()];
  const file = draft(desk);
  unwrap(submitFile(desk, file, 0), "submit");
  desk.push(centre);
  desk.pull(centre);
  return { desk, file };
}

test("[LI10] a complement is a draft of its own in one change; the first loan is among those held, is not touched, and neither is a duplicate", async () => {
  const { desk, file } = await registered();
  const before = unwrap(viewFile(desk, file), "first");
  const [seq, heard] = [getLine(desk.db.read).head.seq, desk.heard.length];
  const made = unwrap(complementFile(desk, file, "RESILIENCE"), "complement");
  expect(made).toMatchObject({ status: "incomplete", editable: true, place: { kind: "here-only" }, duplicates: [], registration: undefined });
  expect(made.fields).toMatchObject({ siren: COMPLETE.siren, scheme: "RESILIENCE", turnover: COMPLETE.turnover });
  expect(made.fields.otherLoans).toEqual([expect.objectContaining({ amount: COMPLETE.amount, scheme: "CLASSIQUE", status: "ATTESTE", number: before.registration?.number })]);
  expect(made.fields).not.toHaveProperty("amount");
  expect(getLine(desk.db.read).head.seq).toBe(seq + 1);
  expect(desk.heard.slice(heard)).toEqual([{ type: "files-changed", files: [made.file] }, { type: "sealed", seq: seq + 1 }]);
  expect(unwrap(viewFile(desk, file), "after")).toEqual(before);
});

test("[LI10] nothing is made from a draft, a file under way, or one that is not here", async () => {
  const desk = await openTestDesk("anne");
  const file = draft(desk);
  const seq = getLine(desk.db.read).head.seq;
  expect(complementFile(desk, file, "SAISON")).toMatchObject({ ok: false, error: { code: "G2017", fields: [{ reason: "STEP_NEEDS_NUMBER" }] } });
  expect(complementFile(desk, id<FileId>("0190c0de-0000-7000-8000-00000000ffff"), "SAISON")).toEqual({ ok: false, error: { code: "G2008" } });
  expect(getLine(desk.db.read).head.seq).toBe(seq);
  unwrap(submitFile(desk, file, 0), "submit");
  expect(complementFile(desk, file, "SAISON")).toMatchObject({ ok: false, error: { code: "G2017" } });
});
