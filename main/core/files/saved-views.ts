import type { SavedView } from "../../../shared/bridge/saved-views.ts";
import { savedViewsSchema } from "../../../shared/bridge/view-calls.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { ok, type Result } from "../../../shared/kernel/result.ts";
import { findSetting, putSetting } from "../db/settings.ts";
import { coded } from "./coded.ts";
import type { Desk } from "./desk.ts";

/** The person's views, from her encrypted profile. Views that can no longer be read count as none: they are a convenience, and stay kept until others are. */
export function listViews(desk: Desk): readonly SavedView[] {
  try {
    const read = savedViewsSchema.safeParse(JSON.parse(findSetting(desk.db.read, "savedViews") ?? "[]"));
    return read.success ? read.data : [];
  } catch {
    return [];
  }
}

/** Keeps these views in place of those before; durable before the answer. G1005. */
export function keepViews(desk: Desk, views: readonly SavedView[]): Result<readonly SavedView[], CodedError> {
  const kept = coded(() => desk.db.transaction((db) => putSetting(db, "savedViews", JSON.stringify(views))));
  return kept.ok ? ok(listViews(desk)) : kept;
}
