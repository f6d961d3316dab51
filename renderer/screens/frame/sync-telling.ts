import type { SyncStatus } from "../../../shared/bridge/sync-views.ts";
import type { Words } from "../../../shared/i18n/texts.ts";

/** Codes after which this computer's line goes on only under a new replica, once the person agrees. */
const AWAITS_CONSENT: readonly string[] = ["G4009", "G4014"];
export const mayReissue = ({ kind, error }: SyncStatus): boolean => kind === "stopped" && AWAITS_CONSENT.includes(error?.code ?? "");

/** There is a line to the centre: it is a person that this waits for. */
const AWAITS_APPROVAL: readonly string[] = ["G9501", "G9502"];

/** The state of sending and receiving, as the quiet line says it. A colour only when a person must act. */
export type SyncTelling = { readonly mark: "idle" | "moving" | "away" | "act"; readonly tone: "" | "attend" | "stop"; readonly parts: readonly string[]; /** The part that carries the colour. */ readonly act: string | undefined };

export function syncTelling(sync: SyncStatus, words: Words): SyncTelling {
  const { t, format, count } = words;
  const waiting = sync.waiting > 0 ? [t("sync.waiting", { n: format.count(sync.waiting) })] : [];
  const needing = sync.inbox ?? 0;
  const toSettle = needing > 0 ? [count("inbox.count", needing)] : [];
  const time = sync.lastContactAt === undefined ? undefined : format.time(sync.lastContactAt);
  const tell = (mark: SyncTelling["mark"], said: readonly string[], tone: SyncTelling["tone"] = ""): SyncTelling => ({
    mark: toSettle.length > 0 && mark === "idle" ? "act" : mark,
    tone: tone === "" && toSettle.length > 0 ? "attend" : tone,
    parts: [...said, ...toSettle],
    act: tone === "" ? toSettle[0] : said[0],
  });
  if (sync.recovery !== undefined && ["idle", "sending", "receiving"].includes(sync.kind)) return tell("moving", [t(`sync.recovery.${sync.recovery}`), ...waiting]);
  switch (sync.kind) {
    case "idle":
      if (time === undefined) return tell("idle", [t("sync.idle.never"), ...waiting]);
      // Never up to date while something waits, if only for the ten seconds of quiet after a key.
      return sync.waiting === 0 ? tell("idle", [t("sync.idle", { time })]) : tell("moving", [...waiting, t("sync.idle.behind", { time })]);
    case "sending": return tell("moving", [withProgress(t("sync.sending"), sync, words), ...waiting]);
    case "receiving": return tell("moving", [withProgress(t("sync.receiving"), sync, words), ...waiting]);
    case "offline": if (AWAITS_APPROVAL.includes(sync.error?.code ?? "")) return tell("act", [t("devices.waiting.status"), ...waiting], "attend");
      return tell("away", [t("sync.offline"), ...waiting]);
    case "signed-out": return tell("act", [t("sync.signedOut"), ...waiting], "attend");
    case "stopped": if (mayReissue(sync)) return tell("act", [t("sync.copied"), ...waiting], "attend");
      return tell("act", [t("sync.stopped"), ...waiting], "stop");
  }
}

function withProgress(text: string, { progress }: SyncStatus, { t, format }: Words): string {
  return progress === undefined ? text : `${text}, ${t("sync.progress", { done: format.count(progress.done), total: format.count(progress.total) })}`;
}
