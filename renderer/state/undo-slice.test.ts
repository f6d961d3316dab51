import { beforeEach, expect, test } from "vitest";
import { trainingCompany } from "../../shared/pge/training-company.ts";
import { createFakeBridge } from "../testing/fake-bridge.ts";
import { fileId } from "../testing/fake-files.ts";
import { createDesk, type Desk } from "./desk.ts";
import { fieldsShown } from "./fields-shown.ts";
import { openFile, refreshFile } from "./file-slice.ts";
import { commitEntry, flushSaves, leaveField, typeField, typeFields } from "./saving.ts";
import { canGoBack, goBack } from "./undo-slice.ts";

let bridge: ReturnType<typeof createFakeBridge>;
let desk: Desk;
beforeEach(async () => {
  bridge = createFakeBridge();
  desk = createDesk(bridge);
  await openFile(desk, fileId(3));
  bridge.calls.length = 0;
});

const shown = () => fieldsShown(desk.get().desk);
const saved = async (): Promise<readonly unknown[]> => {
  await flushSaves(desk);
  return bridge.calls.filter(([name]) => name === "files.saveField").map(([, input]) => input);
};

test("what goes back is saved like anything entered, after it: nothing that was saved is taken away", async () => {
  const { city } = shown();
  typeField(desk, "city", "Brest");
  leaveField(desk);
  goBack(desk, "undo");
  expect(shown().city).toBe(city);
  expect(await saved()).toEqual([{ file: fileId(3), field: "city", value: "Brest" }, { file: fileId(3), field: "city", value: city }]);
  goBack(desk, "redo");
  expect(await saved()).toHaveLength(3);
  expect(desk.get().desk.wentBack).toEqual({ way: "redo", patch: { city: "Brest" }, left: [] });
});

test("a company filled at once goes back at once", () => {
  const before = shown();
  typeFields(desk, trainingCompany);
  commitEntry(desk);
  expect(shown()).toMatchObject(JSON.parse(JSON.stringify(trainingCompany)));
  goBack(desk, "undo");
  expect(shown()).toEqual(before);
  expect([canGoBack(desk, "undo"), canGoBack(desk, "redo")]).toEqual([false, true]);
});

test("a colleague's entry that came meanwhile stays, and is told", async () => {
  typeField(desk, "tradeName", "Le Fournil");
  leaveField(desk);
  typeField(desk, "city", "Brest");
  leaveField(desk);
  await saved();
  await refreshFile(desk); // as the core tells after each save
  await bridge.call("files.saveField", { file: fileId(3), field: "city", value: "Quimper" });
  await refreshFile(desk);
  goBack(desk, "undo");
  expect(shown()).toMatchObject({ city: "Quimper", tradeName: "Le Vieux Môle" });
  expect(desk.get().desk.wentBack).toMatchObject({ left: ["city"], patch: { tradeName: "Le Vieux Môle" } });
});

test("another file begins with nothing to go back to, and one that may only be read goes nowhere", async () => {
  typeField(desk, "city", "Brest");
  expect(canGoBack(desk, "undo")).toBe(true);
  await openFile(desk, fileId(2));
  expect(canGoBack(desk, "undo")).toBe(false);
  typeField(desk, "city", "Brest");
  bridge.calls.length = 0;
  goBack(desk, "undo");
  expect(canGoBack(desk, "undo")).toBe(false);
  expect(shown().city).toBe("Brest");
});
