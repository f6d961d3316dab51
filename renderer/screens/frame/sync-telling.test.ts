import { expect, test } from "vitest";
import type { SyncStatus } from "../../../shared/bridge/sync-views.ts";
import { instant } from "../../../shared/kernel/instant.ts";
import { words } from "../../../shared/i18n/texts.ts";
import { mayReissue, syncTelling } from "./sync-telling.ts";

const calm: SyncStatus = { kind: "idle", waiting: 0, progress: undefined, lastContactAt: undefined, oldestWaitingAt: undefined, toSettle: 0, error: undefined, nextTryAt: undefined };

test("offline is no alarm: everything is saved here", () => {
  expect(syncTelling({ ...calm, kind: "offline", waiting: 3 }, words.fr)).toMatchObject({ mark: "away", tone: "", parts: ["Hors ligne, tout est enregistré ici", "3 en attente"], act: undefined });
});

test("a colour only when a person must act, on the words that say so", () => {
  expect(syncTelling({ ...calm, inbox: 2 }, words.fr)).toMatchObject({ mark: "act", tone: "attend", act: "2 points à régler" });
  expect(syncTelling({ ...calm, kind: "stopped" }, words.fr)).toMatchObject({ mark: "act", tone: "stop", act: "Envois arrêtés, tout est enregistré ici" });
  expect(syncTelling(calm, words.fr).tone).toBe("");
});

test("a recovery is calm, whatever moves meanwhile; a copied workstation asks for one word", () => {
  for (const kind of ["idle", "sending", "receiving"] as const) {
    expect(syncTelling({ ...calm, kind, waiting: 2, recovery: "waiting" }, words.en)).toMatchObject({ mark: "moving", tone: "", parts: ["The centre is recovering, everything is saved here", "2 waiting"] });
  }
  expect(syncTelling({ ...calm, recovery: "offering" }, words.fr).parts).toEqual(["Le centre se rétablit, ce poste lui rend ses envois"]);
  const copied = { ...calm, kind: "stopped" as const, error: { code: "G4009" as const } };
  expect(syncTelling(copied, words.fr)).toMatchObject({ mark: "act", tone: "attend", act: "Envois à reprendre, tout est enregistré ici" });
  expect([mayReissue(copied), mayReissue({ ...copied, error: { code: "G4011" } }), mayReissue({ ...copied, kind: "idle" })]).toEqual([true, false, false]);
});

test("never up to date while something waits", () => {
  const typing = { ...calm, waiting: 1, lastContactAt: instant(Date.UTC(2020, 3, 15, 8, 41)) };
  const { parts, mark } = syncTelling(typing, words.fr);
  expect(parts[0]).toBe("1 en attente");
  expect(parts[1]).toMatch(/^dernier échange à \d/);
  expect(parts.join()).not.toContain("À jour");
  expect(mark).toBe("moving");
  expect(syncTelling({ ...typing, inbox: 1 }, words.fr)).toMatchObject({ mark: "moving", tone: "attend", act: "1 point à régler" });
  expect(syncTelling({ ...typing, waiting: 0 }, words.fr)).toMatchObject({ mark: "idle", tone: "" });
});

test("a long exchange says how far it is", () => {
  expect(syncTelling({ ...calm, kind: "receiving", progress: { done: 1_200, total: 3_000 } }, words.en).parts).toEqual(["Receiving, 1,200 of 3,000"]);
});
