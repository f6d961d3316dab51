import { rmSync } from "node:fs";
import { expect, test } from "vitest";
import { createOnDiskFolder } from "../test/on-disk-folder.ts";
import { chaosRows } from "./rows.ts";
import { isSound, runRow } from "./run-row.ts";

test("[CH1] one row end to end: a server killed under load, its place taken, everything acknowledged there once, and its figures told", async () => {
  const folder = createOnDiskFolder("guichet-chaos-");
  const row = chaosRows.find(({ name }) => name === "kill") ?? expect.fail("no such row");
  try {
    const said: string[] = [];
    const result = await runRow(row, { folder, seconds: 3, faultSeconds: 3, rate: 10, desks: 4, lookMs: 500, stop: new AbortController().signal, say: (what) => void said.push(what) });
    expect(isSound(result)).toBe(true);
    expect(result.checked).toEqual({ asked: result.load.changes, lost: 0, lostWords: [], twice: 0, found: [] });
    expect(result.judged.whole.answered).toBe(result.judged.whole.sent);
    expect(result.load.errors["502"]).toBeGreaterThan(0);
    expect(result.judged.before.sent).toBeGreaterThan(20);
    expect(said).toEqual(["the centre is started", "before, 3 s", "the fault", "after, 15 s", "what waits is sent", "the centre is recounted"]);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});
