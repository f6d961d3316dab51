import type { Logger } from "../deps.ts";
import { purgeAnswered } from "../db/outbox.ts";
import { coded } from "../files/coded.ts";
import type { Desk } from "../files/desk.ts";

/** How long an answered change stays, to be offered again to a centre restored from an older backup. */
export const HISTORY_MS = 90 * 86_400_000;

/** Once at each opening: what is older than any backup goes. */
export function keepHistory(desk: Desk, log: Logger): void {
  const purged = coded(() => desk.db.transaction((db) => purgeAnswered(db, desk.now() - HISTORY_MS)));
  if (purged.ok && purged.value > 0) log.info("history-purged", { changes: purged.value });
}
