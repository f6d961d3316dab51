import { expect, test } from "vitest";
import { id, type BranchId, type FileId } from "../../../../shared/kernel/ids.ts";
import { findRow } from "../file-rows.ts";
import { putTruth } from "../file-truth.ts";
import { sql } from "../sql.ts";
import { mustOpen, newProfile } from "../testing-profile.ts";
import { uuidToBlob } from "../uuid-blob.ts";
import { migrations } from "./all.ts";

const fileAt = (n: number): FileId => id<FileId>(`01800000-0000-7000-8000-${String(n).padStart(12, "0")}`);
const ACT = "0190c0de-0000-7000-8000-0000000000a2";

test("a file that a version before took in with an act of the centre is known to have it, and no other; and since when a number waits to be used", async () => {
  const profile = newProfile();
  const before = await mustOpen(profile, migrations.filter(({ version }) => version < 180));
  const by = (change: string, at: number, centre?: object) => ({ step: "noted", facts: { on: "2020-05-15", text: "\"centre\"" }, by: "anne", at, change, ...(centre === undefined ? {} : { centre }) });
  const lives = [[by(fileAt(90), 1)], [by(fileAt(91), 2, { act: "corrected", asked: "T" }), by(ACT, 3, { act: "cancelled", asked: "T" }), by(fileAt(92), 4)]];
  before.transaction((db) => {
    for (const [n, life] of lives.entries()) {
      putTruth(db, { file: fileAt(n), branch: id<BranchId>(fileAt(50)), version: 2, hash: "h", state: JSON.stringify({ file: fileAt(n), life, registration: { registeredAt: 70 + n } }) });
      db.run(sql`INSERT INTO file_row (file, siren, name, name_key, status, next, advisor, created_at, updated_at, here_changes) VALUES (${uuidToBlob(fileAt(n))}, '', '', '', ${n === 0 ? "registered" : "cancelled"}, 'none', 'anne', 1, 1, 0)`);
    }
  });
  before.close();
  const db = await mustOpen(profile, migrations);
  expect(lives.map((_life, n) => findRow(db.read, fileAt(n))?.acted)).toEqual([undefined, { act: ACT, at: 3 }]);
  expect(lives.map((_life, n) => findRow(db.read, fileAt(n))?.reservedAt)).toEqual([70, undefined]);
  db.close();
});
