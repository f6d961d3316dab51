import { expect, test } from "vitest";
import type { SyncStatus } from "../../../shared/bridge/sync-views.ts";
import { terminalWords } from "../../../shared/i18n/terminal.ts";
import { createLines, syncTextOf } from "./progress.ts";

test("work that waits is never called up to date", () => {
  const { say } = terminalWords("fr");
  expect(say(syncTextOf({ kind: "idle", waiting: 2 }), { waiting: 2 })).toBe("Pas encore envoyé : 2 en attente, tout est enregistré ici.");
  expect(say(syncTextOf({ kind: "idle", waiting: 0 }), { waiting: 0 })).toContain("À jour");
  expect(syncTextOf({ kind: "offline", waiting: 2 })).toBe("sync.offline");
});

test("[CL4] without a terminal each state is a line for a person, and nothing with --json, however fast they come", () => {
  const status = (kind: SyncStatus["kind"], waiting: number): SyncStatus =>
    ({ kind, waiting, progress: undefined, lastContactAt: undefined, oldestWaitingAt: undefined, toSettle: 0, error: undefined, nextTryAt: undefined });
  const said = (json: boolean): readonly string[] => {
    const lines: string[] = [];
    const progress = createLines({ json, words: terminalWords("fr"), note: (text) => void lines.push(text) });
    for (const each of [status("sending", 2), status("sending", 2), status("idle", 0)]) progress.show(each);
    progress.end();
    return lines;
  };
  expect(said(false)).toEqual(["Envoi, 2 en attente.", expect.stringContaining("À jour")]);
  expect(said(true)).toEqual([]);
});
