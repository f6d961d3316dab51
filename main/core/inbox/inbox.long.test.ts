import { expect, test } from "vitest";
import type { SyncStatus } from "../../../shared/bridge/sync-views.ts";
import { id, type FileId } from "../../../shared/kernel/ids.ts";
import { putRow } from "../db/file-rows.ts";
import { openTestDesk } from "../test-support/test-desk.ts";
import { countInbox, listInbox, MOST_OF_A_KIND } from "./list-inbox.ts";

const CALM: SyncStatus = { kind: "idle", waiting: 0, progress: undefined, lastContactAt: undefined, oldestWaitingAt: undefined, toSettle: 0, error: undefined, nextTryAt: undefined };
const FACTS = { status: CALM, clockOffMs: undefined };
const FILES = 100_000;
const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

test.each([
  ["a branch where one file in fifty needs somebody", { doubled: 100, refused: 200, old: 100 }, 60],
  ["a branch where everything does: each kind is counted to its thousand and no further", { doubled: 2, refused: 2, old: 1 }, 150],
])("[WS24] of 100,000 files, %s: counting and the first page are quick", async (_what, every, most) => {
  const desk = await openTestDesk("anne");
  const { now } = desk.clock;
  for (let from = 0; from < FILES; from += 5_000) {
    desk.db.transaction((db) => {
      for (let n = from; n < from + 5_000; n += 1) {
        const status = n % every.refused === 0 ? "refused" : n % 5 === 0 ? "ready" : "registered";
        putRow(db, {
          file: id<FileId>(`01800000-0000-7000-8000-${String(n).padStart(12, "0")}`), siren: String(100_000_000 + (n % every.doubled === 0 ? Math.floor(n / (2 * every.doubled)) : n)), name: `Société ${n}`, number: status === "registered" ? `1-${n}` : undefined, amount: n, scheme: undefined,
          status, next: "none", advisor: n % 3 === 0 ? "anne" : "bruno", createdAt: now - n, updatedAt: now - n, hereSince: n % every.old === 1 % every.old ? now - 2 * 86_400_000 : undefined, hereChanges: 1, heardSince: undefined, stageSince: undefined, acted: undefined, reservedAt: undefined,
        });
      }
    });
  }
  // All of it is this thread's own work, so that what other programs take meanwhile is nobody's slowness.
  const timed = (work: () => unknown): number => {
    const times = Array.from({ length: 15 }, () => {
      const from = process.threadCpuUsage();
      work();
      const { user, system } = process.threadCpuUsage(from);
      return (user + system) / 1_000;
    });
    return median(times);
  };
  const page = listInbox(desk, FACTS, { offset: 0, limit: 100 });
  expect(page.entries).toHaveLength(100);
  expect(page.total).toBeLessThanOrEqual(15 * MOST_OF_A_KIND);
  const [count, list] = [timed(() => countInbox(desk, FACTS)), timed(() => listInbox(desk, FACTS, { offset: 0, limit: 100 }))];
  console.log(`${page.total} entries: counted in ${count.toFixed(1)} ms of the processor, first page in ${list.toFixed(1)} ms`);
  expect(count).toBeLessThan(most);
}, 300_000);
