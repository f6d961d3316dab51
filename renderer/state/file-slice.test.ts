import { expect, test } from "vitest";
import { createFakeBridge } from "../testing/fake-bridge.ts";
import { createDesk } from "./desk.ts";
import { createFile, openFile } from "./file-slice.ts";

test("a new file is on the screen by the answer that made it: the core is not asked for it again", async () => {
  const bridge = createFakeBridge();
  const desk = createDesk(bridge);
  const file = await createFile(desk);
  const { desk: shown } = desk.get();
  expect(shown.file).toBe(file);
  expect(shown.view).toMatchObject({ file, fields: {}, status: "draft" });
  expect(bridge.calls.map(([name]) => name)).not.toContain("files.open");
  await expect.poll(() => desk.get().desk.documents).toBeDefined();
});

test("what was typed in the file before is saved and sealed before the new one is shown", async () => {
  const bridge = createFakeBridge();
  const desk = createDesk(bridge);
  const first = await createFile(desk);
  if (first === undefined) throw new Error("no file");
  await openFile(desk, first);
  desk.set({ desk: { ...desk.get().desk, typed: { siren: "002000008" } } });
  const second = await createFile(desk);
  expect(second).not.toBe(first);
  expect(bridge.calls).toContainEqual(["files.seal", { file: first }]);
});
