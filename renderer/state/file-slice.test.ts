import { expect, test, vi } from "vitest";
import { createFakeBridge } from "../testing/fake-bridge.ts";
import { createDesk } from "./desk.ts";
import { createFile, openFile, refreshFile, sealFile } from "./file-slice.ts";

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

test("answers that overtake each other leave the latest on the screen, and what is on its way to the disk stands until it is there", async () => {
  const bridge = createFakeBridge();
  const desk = createDesk(bridge);
  const file = await createFile(desk);
  if (file === undefined) throw new Error("no file");
  const { view } = desk.get().desk;
  if (view === undefined) throw new Error("no view");
  const made = view;
  const answers: ((fields: typeof made.fields) => void)[] = [];
  const slow = createDesk({ ...bridge, call: async (name, input) => (name === "files.open" || name === "files.seal" ? await new Promise((done) => { answers.push((fields) => done({ ok: true, value: { ...made, fields } } as never)); }) : await bridge.call(name, input)) });
  slow.set({ desk: { ...desk.get().desk } });
  const asked = [refreshFile(slow), refreshFile(slow)];
  answers[1]?.({ city: "Lyon" });
  await vi.waitFor(() => expect(slow.get().desk.view?.fields.city).toBe("Lyon"));
  answers[0]?.({ city: "Nice" });
  await Promise.all(asked);
  expect(slow.get().desk.view?.fields.city).toBe("Lyon");
  // Asked after an order was given: what it answers may be of after the order, whichever is answered first.
  const sealing = sealFile(slow);
  await vi.waitFor(() => expect(answers).toHaveLength(3));
  const later = refreshFile(slow);
  answers[2]?.({ city: "Lyon" });
  await sealing;
  answers[3]?.({ city: "Brest" });
  await later;
  expect(slow.get().desk.view?.fields.city).toBe("Brest");
  slow.set({ desk: { ...slow.get().desk, typed: { city: "Nice" }, unsaved: true } });
  const third = refreshFile(slow);
  answers[4]?.({ city: "Nice" });
  await third;
  expect(slow.get().desk.typed).toEqual({ city: "Nice" });
});
