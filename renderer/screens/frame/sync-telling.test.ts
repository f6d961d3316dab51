import { expect, test } from "vitest";
import type { SyncStatus } from "../../../shared/bridge/contract.ts";
import { words } from "../../../shared/i18n/texts.ts";
import { syncTelling } from "./sync-telling.ts";

const calm: SyncStatus = { kind: "idle", waiting: 0, progress: undefined, lastContactAt: undefined, oldestWaitingAt: undefined, toSettle: 0, error: undefined, nextTryAt: undefined };

test("offline is no alarm: everything is saved here", () => {
  expect(syncTelling({ ...calm, kind: "offline", waiting: 3 }, words.fr)).toMatchObject({ mark: "away", tone: "", parts: ["Hors ligne, tout est enregistré ici", "3 en attente"], act: undefined });
});

test("a colour only when a person must act, on the words that say so", () => {
  expect(syncTelling({ ...calm, toSettle: 2 }, words.fr)).toMatchObject({ mark: "act", tone: "attend", act: "2 dossiers à régler" });
  expect(syncTelling({ ...calm, kind: "stopped" }, words.fr)).toMatchObject({ mark: "act", tone: "stop", act: "Envois arrêtés, tout est enregistré ici" });
  expect(syncTelling(calm, words.fr).tone).toBe("");
});

test("a long exchange says how far it is", () => {
  expect(syncTelling({ ...calm, kind: "receiving", progress: { done: 1_200, total: 3_000 } }, words.en).parts).toEqual(["Receiving, 1,200 of 3,000"]);
});
