import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { FileId } from "../../shared/kernel/ids.ts";
import { createFakeBridge } from "../testing/fake-bridge.ts";
import { createDesk, type Desk } from "./desk.ts";
import { createFile } from "./file-slice.ts";
import { go } from "./navigate.ts";

beforeEach(() => {
  vi.stubGlobal("location", { hash: "" });
  vi.stubGlobal("history", { pushState: () => undefined });
});
afterEach(() => void vi.unstubAllGlobals());

/** A desk with an edited file, whose sealing takes until it is let go on. */
async function leavingSlowly(): Promise<{ readonly desk: Desk; readonly file: FileId; readonly letGo: () => void; readonly leaving: () => Promise<void> }> {
  const bridge = createFakeBridge();
  const waits: (() => void)[] = [];
  let seals = 0;
  const desk = createDesk({
    ...bridge,
    call: async (name, input) => {
      if (name === "files.seal") {
        seals += 1;
        if (seals === 1) await new Promise<void>((done) => { waits.push(done); });
      }
      return await bridge.call(name, input);
    },
  });
  const file = await createFile(desk);
  if (file === undefined) throw new Error("no file");
  desk.set({ desk: { ...desk.get().desk, typed: { siren: "002000008" } } });
  return { desk, file, letGo: () => waits.forEach((done) => done()), leaving: () => vi.waitFor(() => expect(seals).toBe(1)) };
}

test("whoever comes back to a file that is still being sealed finds it, not an empty place", async () => {
  const { desk, file, letGo, leaving } = await leavingSlowly();
  const there = { kind: "files", filter: "all", file } as const;
  go(desk, there);
  go(desk, { kind: "overview" });
  await leaving();
  go(desk, there);
  letGo();
  await vi.waitFor(() => expect(desk.get().desk).toMatchObject({ file, view: { file }, typed: {} }));
  await new Promise((done) => { setTimeout(done, 20); });
  expect(desk.get().desk).toMatchObject({ file, view: { file } });
});

test("of several places asked for while a file is sealed, the last one is shown", async () => {
  const { desk, file, letGo, leaving } = await leavingSlowly();
  go(desk, { kind: "files", filter: "all", file });
  go(desk, { kind: "overview" });
  await leaving();
  go(desk, { kind: "files", filter: "all", file });
  go(desk, { kind: "today" });
  letGo();
  await vi.waitFor(() => expect(desk.get().desk.file).toBeUndefined());
  await new Promise((done) => { setTimeout(done, 20); });
  expect([desk.get().route.kind, desk.get().desk.file]).toEqual(["today", undefined]);
});
