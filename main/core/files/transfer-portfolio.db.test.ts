import { expect, test } from "vitest";
import type { FileId } from "../../../shared/kernel/ids.ts";
import { unwrap } from "../../../shared/kernel/result.ts";
import { findRow } from "../db/file-rows.ts";
import { COMPLETE } from "../test-support/open-core.ts";
import { createPureCentre } from "../test-support/pure-centre.ts";
import { openTestDesk, type TestDesk } from "../test-support/test-desk.ts";
import { createFile, saveField, sealFile, withdrawFile } from "./file-work.ts";
import { countPortfolio, transferPortfolio } from "./transfer-portfolio.ts";
import { viewFile } from "./file-view.ts";

const YANN = "0190c0de-0000-7000-8000-0000000000aa";
const SOIZIC = "0190c0de-0000-7000-8000-0000000000bb";

function newFile(desk: TestDesk, siren: string): FileId {
  const { file } = unwrap(createFile(desk), "create");
  for (const [field, value] of Object.entries({ ...COMPLETE, siren })) unwrap(saveField(desk, file, field, value), field);
  unwrap(sealFile(desk, file), "seal");
  return file;
}

test("[LI11] page after page, each current file passes to the other person and says so; what has ended stays; the centre takes it all", async () => {
  const [desk, centre] = [await openTestDesk("anne"), createPureCentre()];
  const me = desk.me().user;
  const files = ["732829320", "404833048", "356000000"].map((siren) => newFile(desk, siren));
  const [gone = files[0]] = files;
  if (gone === undefined) throw new Error("no file");
  unwrap(withdrawFile(desk, gone, "Sans suite."), "withdraw");
  desk.push(centre);
  desk.pull(centre);
  expect(countPortfolio(desk, me)).toBe(2);

  const first = unwrap(await transferPortfolio(desk, { from: me, to: YANN, why: " Départ en retraite. ", after: 0, limit: 1 }), "first page");
  expect(first).toEqual({ moved: 1, left: 0, next: expect.any(Number) });
  const rest = unwrap(await transferPortfolio(desk, { from: me, to: YANN, why: "", after: first.next ?? 0, limit: 100 }), "second page");
  expect([rest, countPortfolio(desk, me), countPortfolio(desk, YANN)]).toEqual([{ moved: 1, left: 0 }, 0, 2]);
  expect(files.map((file) => findRow(desk.db.read, file)?.advisor)).toEqual([me, YANN, YANN]);

  desk.push(centre);
  desk.pull(centre);
  const [, moved] = files;
  const entries = moved === undefined ? [] : unwrap(viewFile(desk, moved), "view").life.entries;
  expect(entries).toMatchObject([{ step: "assigned", facts: { to: YANN, note: "Départ en retraite." }, waiting: false }]);
  expect(findRow(desk.db.read, moved ?? gone)?.advisor).toBe(YANN);

  // Back and on: only what Yann follows now, whoever made it.
  expect(await transferPortfolio(desk, { from: YANN, to: SOIZIC, why: "", after: 0, limit: 100 })).toMatchObject({ value: { moved: 2, left: 0 } });
  expect([countPortfolio(desk, YANN), countPortfolio(desk, SOIZIC)]).toEqual([0, 2]);
});

test("a file that cannot be handed on is counted and stays as it was", async () => {
  const desk = await openTestDesk("anne");
  const file = newFile(desk, "732829320");
  const me = desk.me().user;
  expect(await transferPortfolio(desk, { from: me, to: me, why: "", after: 0, limit: 100 })).toMatchObject({ value: { moved: 0, left: 1 } });
  expect([findRow(desk.db.read, file)?.advisor, unwrap(viewFile(desk, file), "view").life.entries]).toEqual([me, []]);
  expect(await transferPortfolio({ ...desk, isOpen: () => false }, { from: me, to: YANN, why: "", after: 0, limit: 100 })).toEqual({ ok: false, error: { code: "G1008" } });
});
