import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createFakeBridge } from "../testing/fake-bridge.ts";
import { fileId } from "../testing/fake-files.ts";
import { createDesk, type Desk } from "./desk.ts";
import { makeEvidence } from "./evidence.ts";
import { openFile } from "./file-slice.ts";

let bridge: ReturnType<typeof createFakeBridge>;
let desk: Desk;
let offered: string[];
beforeEach(async () => {
  vi.useFakeTimers();
  offered = [];
  // What the browser offers to keep: a link that is pressed.
  vi.stubGlobal("document", { createElement: () => ({ download: "", click(): void { offered.push(this.download); } }) });
  bridge = createFakeBridge();
  desk = createDesk(bridge);
  await openFile(desk, fileId(0));
  bridge.calls.length = 0;
});
afterEach(() => {
  vi.runAllTimers();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const asked = () => bridge.calls.map(([name]) => name);

test("the evidence file is read whole, offered under its name, and the core lets it go", async () => {
  const made = await makeEvidence(desk, { tell: () => undefined, isGivenUp: () => false });
  expect(made).toMatchObject({ ok: true, value: { kind: "ready" } });
  expect(offered).toEqual([made.ok ? made.value?.name : ""]);
  expect(asked()).toEqual(["evidence.begin", "evidence.read", "evidence.end"]);
});

test("given up while its last bytes were being read, it is offered to nobody", async () => {
  const made = await makeEvidence(desk, { tell: () => undefined, isGivenUp: () => asked().includes("evidence.read") });
  expect(made).toEqual({ ok: true, value: undefined });
  expect(offered).toEqual([]);
  expect(asked().at(-1)).toBe("evidence.end");
});
