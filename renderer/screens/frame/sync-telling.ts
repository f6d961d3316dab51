import type { SyncStatus } from "../../../shared/bridge/contract.ts";
import type { Words } from "../../../shared/i18n/texts.ts";

/** The state of sending and receiving, as the quiet line says it. A colour only when a person must act. */
export type SyncTelling = { readonly mark: "idle" | "moving" | "away" | "act"; readonly tone: "" | "attend" | "stop"; readonly parts: readonly string[]; /** The part that carries the colour. */ readonly act: string | undefined };

export function syncTelling(sync: SyncStatus, words: Words): SyncTelling {
  const { t, format, count } = words;
  const waiting = sync.waiting > 0 ? [t("sync.waiting", { n: format.count(sync.waiting) })] : [];
  const toSettle = sync.toSettle > 0 ? [count("sync.toSettle", sync.toSettle)] : [];
  const tell = (mark: SyncTelling["mark"], first: string, tone: SyncTelling["tone"] = ""): SyncTelling => ({
    mark: toSettle.length > 0 && mark === "idle" ? "act" : mark,
    tone: tone === "" && toSettle.length > 0 ? "attend" : tone,
    parts: [first, ...waiting, ...toSettle],
    act: tone === "" ? toSettle[0] : first,
  });
  switch (sync.kind) {
    case "idle":
      return tell("idle", sync.lastContactAt === undefined ? t("sync.idle.never") : t("sync.idle", { time: format.time(sync.lastContactAt) }));
    case "sending": return tell("moving", withProgress(t("sync.sending"), sync, words));
    case "receiving": return tell("moving", withProgress(t("sync.receiving"), sync, words));
    case "offline": return tell("away", t("sync.offline"));
    case "signed-out": return tell("act", t("sync.signedOut"), "attend");
    case "stopped": return tell("act", t("sync.stopped"), "stop");
  }
}

function withProgress(text: string, { progress }: SyncStatus, { t, format }: Words): string {
  return progress === undefined ? text : `${text}, ${t("sync.progress", { done: format.count(progress.done), total: format.count(progress.total) })}`;
}
