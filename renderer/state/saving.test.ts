import { expect, test, vi, beforeEach, afterEach } from "vitest";
import { createFakeBridge } from "../testing/fake-bridge.ts";
import { fileId } from "../testing/fake-files.ts";
import { createDesk, type Desk } from "./desk.ts";
import { openFile, refreshFile, submitFile } from "./file-slice.ts";
import { fieldsShown } from "./fields-shown.ts";
import { faultField, flushSaves, retrySaves, typeField } from "./saving.ts";

let bridge: ReturnType<typeof createFakeBridge>;
let desk: Desk;
beforeEach(async () => {
  vi.useFakeTimers();
  bridge = createFakeBridge();
  desk = createDesk(bridge);
  await openFile(desk, fileId(0));
  bridge.calls.length = 0;
});
afterEach(() => vi.useRealTimers());

const saved = () => bridge.calls.filter(([name]) => name === "files.saveField").map(([, input]) => input);

test("typing is shown at once and saved once the keys are quiet, the last value only", async () => {
  typeField(desk, "amount", 100);
  typeField(desk, "amount", 1_000);
  expect(fieldsShown(desk.get().desk).amount).toBe(1_000);
  expect(saved()).toEqual([]);
  await vi.advanceTimersByTimeAsync(300);
  expect(saved()).toEqual([{ file: fileId(0), field: "amount", value: 1_000 }]);
  expect(desk.get().desk.savedAt).toBeDefined();
});

test("nothing is said to be saved while a key is on its way to the disk", async () => {
  typeField(desk, "city", "Brest");
  expect(desk.get().desk.unsaved).toBe(true);
  const first = flushSaves(desk);
  typeField(desk, "tradeName", "Les Écluses");
  await first;
  expect(desk.get().desk.unsaved).toBe(true);
  await Promise.all([flushSaves(desk), flushSaves(desk)]);
  expect(desk.get().desk.unsaved).toBe(false);
});

test("leaving the file does not wait for the quiet: what was typed is saved, then sealed, before the next one opens", async () => {
  typeField(desk, "city", "Brest");
  await openFile(desk, fileId(3));
  expect(bridge.calls.map(([name]) => name)).toEqual(["files.saveField", "files.seal", "files.open", "documents.list", "lookup.view"]);
});

test("submitting saves first, and is on the version shown", async () => {
  typeField(desk, "city", "Brest");
  await submitFile(desk);
  expect(bridge.calls.map(([name]) => name)).toEqual(["files.saveField", "files.submit"]);
  expect(bridge.calls[1]?.[1]).toEqual({ file: fileId(0), seenVersion: 3 });
});

test("what was typed stays over a view that does not have it yet, and gives way once it does", async () => {
  typeField(desk, "city", "Brest");
  await refreshFile(desk);
  expect(fieldsShown(desk.get().desk).city).toBe("Brest");
  await flushSaves(desk);
  await refreshFile(desk);
  expect(desk.get().desk.typed).toEqual({});
  expect(fieldsShown(desk.get().desk).city).toBe("Brest");
});

/** A desk whose disk is full until `mend` is called. */
async function onFullDisk() {
  const answer = bridge.call;
  let broken = true;
  const failing = createDesk({ ...bridge, call: async (name, input) => { if (broken && name === "files.saveField") throw new Error("full"); return answer(name, input); } });
  await openFile(failing, fileId(0));
  bridge.calls.length = 0;
  return { failing, mend: () => { broken = false; } };
}

test("a save that fails is told, keeps the value on the screen, and can be tried again", async () => {
  const { failing, mend } = await onFullDisk();
  typeField(failing, "city", "Brest");
  await flushSaves(failing);
  expect(failing.get().desk.saveError).toEqual({ code: "G5001" });
  expect(fieldsShown(failing.get().desk).city).toBe("Brest");
  mend();
  await retrySaves(failing);
  expect(failing.get().desk.saveError).toBeUndefined();
});

test("what could not be saved goes again with the next key, and is told until it is on disk", async () => {
  const { failing, mend } = await onFullDisk();
  typeField(failing, "city", "Brest");
  await flushSaves(failing);
  typeField(failing, "tradeName", "Le Môle");
  await flushSaves(failing);
  expect(failing.get().desk.saveError).toBeDefined();
  mend();
  typeField(failing, "postalCode", "29200");
  await flushSaves(failing);
  expect(saved()).toEqual([{ file: fileId(0), field: "city", value: "Brest" }, { file: fileId(0), field: "tradeName", value: "Le Môle" }, { file: fileId(0), field: "postalCode", value: "29200" }]);
  expect(failing.get().desk.saveError).toBeUndefined();
});

test("a newer value is never overwritten by an older one that failed", async () => {
  const { failing, mend } = await onFullDisk();
  typeField(failing, "city", "Brest");
  const first = flushSaves(failing);
  typeField(failing, "city", "Quimper");
  await first;
  mend();
  await flushSaves(failing);
  expect(saved()).toEqual([{ file: fileId(0), field: "city", value: "Quimper" }]);
});

test("what is not on disk is not submitted; leaving tells that it was lost, and another file does not get it", async () => {
  const { failing, mend } = await onFullDisk();
  typeField(failing, "city", "Brest");
  await submitFile(failing);
  expect(bridge.calls.map(([name]) => name)).not.toContain("files.submit");
  expect(failing.get().desk).toMatchObject({ submitting: false, saveError: { code: "G5001" } });
  await openFile(failing, fileId(3));
  expect(failing.get().failure).toEqual({ code: "G5001" });
  mend();
  typeField(failing, "tradeName", "Le Môle");
  await flushSaves(failing);
  expect(saved()).toEqual([{ file: fileId(3), field: "tradeName", value: "Le Môle" }]);
});

test("a text that cannot be read saves nothing over the last value that could", async () => {
  faultField(desk, "amount", "AMOUNT_FORMAT");
  await flushSaves(desk);
  expect(saved()).toEqual([]);
  expect(desk.get().desk.faults).toEqual({ amount: "AMOUNT_FORMAT" });
  typeField(desk, "amount", 5);
  expect(desk.get().desk.faults).toEqual({});
});
