import { expect, test } from "vitest";
import { unwrap } from "../../../shared/kernel/result.ts";
import type { Hello } from "../../../shared/sync/protocol.ts";
import { createFile, saveField, sealFile } from "../files/file-work.ts";
import { viewFile } from "../files/file-view.ts";
import { takeReofferVerdicts } from "../sync/reoffer-verdicts.ts";
import { BRANCH } from "../test-support/fake-centre.ts";
import { createPureCentre, type PureCentre } from "../test-support/pure-centre.ts";
import { openTestDesk, type TestDesk } from "../test-support/test-desk.ts";
import { listCursors, listUncopied } from "./cursors.ts";
import { enterEpoch, isReoffering, listUntoldLost, markLost, markToldLost } from "./epoch.ts";
import { listToReoffer } from "./outbox.ts";
import { getLine } from "./replica.ts";
import { findSetting } from "./settings.ts";
import { sql } from "./sql.ts";

const NEWER: Hello = {
  name: "guichet", protocol: 1, minProtocol: 1, centre: "11111111-1111-7111-8111-111111111111", epoch: { n: 2, id: "22222222-2222-7222-8222-222222222223" }, recovering: true,
  businessDate: "2020-05-15", rules: "r", reference: "r", now: 0, issuer: "", clientId: "", audience: "", receiptKeys: [], sealingKeys: [],
};

/** One file for each name, at the centre and pulled. */
function filesOf(desk: TestDesk, centre: PureCentre, names: readonly string[]) {
  const made = names.map((name) => {
    const { file } = unwrap(createFile(desk), "create");
    unwrap(saveField(desk, file, "legalName", name), "save");
    unwrap(sealFile(desk, file), "seal");
    return file;
  });
  desk.push(centre);
  desk.pull(centre);
  return made;
}

test("[WS15] entering an epoch ends cursors and enrolment, and takes nothing out of sight", async () => {
  const [desk, centre] = [await openTestDesk("anne"), createPureCentre()];
  const [file] = filesOf(desk, centre, ["Un"]);
  if (file === undefined) throw new Error("no file");
  desk.db.transaction((write) => enterEpoch(write, NEWER));
  expect([listCursors(desk.db.read), listUncopied(desk.db.read, [BRANCH]), getLine(desk.db.read).enrolled, isReoffering(desk.db.read)]).toEqual([[], [BRANCH], false, true]);
  expect(findSetting(desk.db.read, "epoch")).toBe(NEWER.epoch.id);
  expect(unwrap(viewFile(desk, file), "view")).toMatchObject({ fields: { legalName: "Un" }, editable: true, place: { kind: "centre" } });
});

test("[WS15] whatever version the restored centre has takes the place of what was known before it", async () => {
  const [desk, before, restored] = [await openTestDesk("anne"), createPureCentre(), createPureCentre()];
  const [file] = filesOf(desk, before, ["Un"]);
  if (file === undefined) throw new Error("no file");
  unwrap(saveField(desk, file, "city", "Rennes"), "save");
  unwrap(sealFile(desk, file), "seal");
  desk.push(before);
  desk.pull(before);
  expect(unwrap(viewFile(desk, file), "view").version).toBe(2);
  const replica = desk.sealer.replica;
  const line = listToReoffer(desk.db.read, 1, 10);
  restored.push(replica, 1, line.slice(0, 1));
  desk.db.transaction((write) => enterEpoch(write, NEWER));
  desk.pull(restored);
  // Its own accepted edit is shown over it, until the centre has it again.
  expect(unwrap(viewFile(desk, file), "view")).toMatchObject({ version: 1, fields: { legalName: "Un", city: "Rennes" } });
  restored.push(replica, 2, line.slice(1));
  desk.pull(restored);
  expect(unwrap(viewFile(desk, file), "view")).toMatchObject({ version: 2, fields: { city: "Rennes" } });
});

test("[WS16] what is not found when the recovery is over stays readable, is told once, and is like every other when the centre has it again", async () => {
  const [desk, before, restored] = [await openTestDesk("anne"), createPureCentre(), createPureCentre()];
  const [kept, lost] = filesOf(desk, before, ["Gardé", "Perdu"]);
  if (kept === undefined || lost === undefined) throw new Error("no files");
  const line = listToReoffer(desk.db.read, 1, 10);
  restored.push(desk.sealer.replica, 1, line.slice(0, 1));
  desk.db.transaction((write) => {
    enterEpoch(write, NEWER);
    markLost(write);
  });
  expect(listUntoldLost(desk.db.read, 10), "nothing is lost before the first copy is complete").toEqual([]);
  desk.pull(restored);
  expect(listUntoldLost(desk.db.read, 10)).toMatchObject([{ file: lost, version: 1 }]);
  expect(unwrap(viewFile(desk, lost), "view")).toMatchObject({ fields: { legalName: "Perdu" }, editable: false });
  expect(saveField(desk, lost, "city", "Brest")).toMatchObject({ ok: false, error: { code: "G4015" } });
  expect(unwrap(viewFile(desk, kept), "view").editable).toBe(true);
  desk.db.transaction((write) => markToldLost(write, 1));
  expect(listUntoldLost(desk.db.read, 10)).toEqual([]);
  restored.push(desk.sealer.replica, 2, line.slice(1));
  desk.pull(restored);
  expect(unwrap(viewFile(desk, lost), "view").editable).toBe(true);
});

test("[WS15] only a line without a hole is offered, and a verdict that differs takes the place of the former one", async () => {
  const [desk, centre] = [await openTestDesk("anne"), createPureCentre()];
  const [, second] = filesOf(desk, centre, ["Un", "Deux", "Trois"]);
  if (second === undefined) throw new Error("no file");
  expect(listToReoffer(desk.db.read, 1, 10).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  desk.db.transaction((write) => {
    enterEpoch(write, NEWER);
    write.run(sql`DELETE FROM outbox WHERE seq = 3`);
  });
  expect([listToReoffer(desk.db.read, 1, 10).map(({ seq }) => seq), listToReoffer(desk.db.read, 3, 10)]).toEqual([[1, 2], []]);
  const same = { kind: "accepted" as const, version: 1, n: 9, conflicts: [] };
  expect(unwrap(takeReofferVerdicts(desk, 1, [same, { kind: "refused", code: "G4013", fields: [], params: {} }], true), "taken")).toEqual([second]);
  expect(isReoffering(desk.db.read)).toBe(false);
  expect(unwrap(viewFile(desk, second), "view")).toMatchObject({ status: "refused", refusal: { code: "G4013" } });
});
