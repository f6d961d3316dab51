import { expect, test } from "vitest";
import type { FileId } from "../../../shared/kernel/ids.ts";
import { unwrap } from "../../../shared/kernel/result.ts";
import { COMPLETE } from "../test-support/open-core.ts";
import { createPureCentre } from "../test-support/pure-centre.ts";
import { openTestDesk, type TestDesk } from "../test-support/test-desk.ts";
import { createFile, saveField, submitFile } from "../files/file-work.ts";
import { recordStep } from "../files/record-step.ts";
import { viewFile } from "../files/file-view.ts";
import { listMissing } from "./list-missing.ts";

function submitted(desk: TestDesk, siren: string): FileId {
  const { file } = unwrap(createFile(desk), "create");
  for (const [field, value] of Object.entries({ ...COMPLETE, siren })) unwrap(saveField(desk, file, field, value), field);
  unwrap(submitFile(desk, file, 0), "submit");
  return file;
}

test("[LI12] of files with a number whose money has not left, the oldest first: how many documents each lacks; drafts and ended ones are not asked for", async () => {
  const [desk, centre] = [await openTestDesk("anne"), createPureCentre()];
  expect(await listMissing(desk, 10)).toEqual({ total: 0, rows: [] });
  const files = ["732829320", "404833048", "356000000"].map((siren) => submitted(desk, siren));
  const { file: draft } = unwrap(createFile(desk), "create");
  unwrap(saveField(desk, draft, "legalName", "Brouillon"), "draft");
  desk.push(centre);
  desk.pull(centre);
  const told = await listMissing(desk, 2);
  expect([told.total, told.rows.map(({ row }) => row.file), told.rows.every(({ missing }) => missing >= 3)]).toEqual([3, files.slice(0, 2), true]);
  const [first] = files;
  if (first === undefined) throw new Error("no file");
  unwrap(recordStep(desk, first, "cancelled", { on: desk.businessDate(), reason: "AUTRE", why: "Sans objet." }), "cancel");
  expect(unwrap(viewFile(desk, first), "view").status).toBe("cancelled");
  expect((await listMissing(desk, 10)).rows.map(({ row }) => row.file)).toEqual(files.slice(1));
});
