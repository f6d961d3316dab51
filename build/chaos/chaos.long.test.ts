import { rmSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { createOnDiskFolder } from "../test/on-disk-folder.ts";
import { NotHere } from "./postgres-kinds.ts";
import { rowLine } from "./row-line.ts";
import { chaosRows } from "./rows.ts";
import { isSound, runRow, type RowResult, type RunOptions } from "./run-row.ts";

const folder = createOnDiskFolder("guichet-chaos-");
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

/** As `npm run chaos` runs it, short and slow: what must hold whatever the machine does meanwhile. Times are told, and judged by nobody here. */
const short: Omit<RunOptions, "stop" | "say"> = { folder, seconds: 5, faultSeconds: 4, rate: 10, desks: 5, lookMs: 500 };

test.each(chaosRows)("[CH1] $name: nothing acknowledged is absent or twice, every check finds nothing, every document arrives, nobody gives up", async (row) => {
  const result = await runRow(row, { ...short, stop: new AbortController().signal, say: () => undefined }).catch((error: unknown) => {
    if (error instanceof NotHere) return error;
    throw error;
  });
  if (result instanceof NotHere) return expect(["disk", "log"]).toContain(row.name);
  console.info(rowLine(result).join("\n"));
  expect([result.checked, result.load.stopped, result.documents.faults, result.documents.there]).toEqual([{ ...result.checked, lost: 0, twice: 0, found: [], lostWords: [] }, [], 0, result.documents.attached]);
  expect(isSound(result)).toBe(true);
  expect([result.checked.asked, result.judged.whole.answered]).toEqual([result.load.changes, result.judged.whole.sent]);
  expect(result.judged.before.sent).toBeGreaterThan(30);
  expect(wasMet(result)).toBe(true);
});

/** That the fault was there at all: what each must have left behind. */
function wasMet({ name, load, judged, documents, logged, faultSeconds }: RowResult): boolean {
  const met = (code: string): boolean => (load.errors[code] ?? 0) > 0;
  switch (name) {
    case "kill": return met("502");
    case "promotion": case "database-certificate": return met("G5002");
    case "log": return met("G5002") || met("G9401");
    case "disk": return met("G9401");
    case "s3": return documents.slowestMs > 2_000;
    case "provider": return load.refreshFailed > 0;
    case "clock": case "clock-far": return Object.keys(logged).some((event) => event.startsWith("clock jumped"));
    case "vanished": return judged.during.share < 1;
    case "database-network": return judged.during.share < 1;
    default: return faultSeconds >= 0;
  }
}
