import { expect, test } from "vitest";
import { terminalWords } from "../../../shared/i18n/terminal.ts";
import { syncTextOf } from "./progress.ts";

test("work that waits is never called up to date", () => {
  const { say } = terminalWords("fr");
  expect(say(syncTextOf({ kind: "idle", waiting: 2 }), { waiting: 2 })).toBe("Pas encore envoyé : 2 en attente, tout est enregistré ici.");
  expect(say(syncTextOf({ kind: "idle", waiting: 0 }), { waiting: 0 })).toContain("À jour");
  expect(syncTextOf({ kind: "offline", waiting: 2 })).toBe("sync.offline");
});
