import { id, type CentreId, type EpochId } from "../../../shared/kernel/ids.ts";
import type { ReadableDb, WritableDb } from "./connection.ts";
import { sql } from "./sql.ts";

/** Everything kept by name, and only this. */
export type SettingName = "hello" | "me" | "tokens" | "businessDate" | "centre" | "epoch" | "lastContactAt" | "rowsMadeOn" | "premiumsMadeWith" | "reoffer" | "branchKeys" | "sharedFolder" | "declarationLayout" | "lookupSources" | "savedViews" | "eraseOrder" | "grace"
  | "bankPolicy" | "auditProof";

export const findSetting = (db: ReadableDb, name: SettingName): string | undefined =>
  db.get<{ value: string }>(sql`SELECT value FROM setting WHERE name = ${name}`)?.value;

export function putSetting(db: WritableDb, name: SettingName, value: string): void {
  db.run(sql`INSERT INTO setting (name, value) VALUES (${name}, ${value}) ON CONFLICT (name) DO UPDATE SET value = excluded.value`);
}

export function dropSetting(db: WritableDb, name: SettingName): void {
  db.run(sql`DELETE FROM setting WHERE name = ${name}`);
}

/** Whom this database speaks with: the centre, and the epoch of it that was entered last. Empty before it was ever greeted. */
export const findCentreAddress = (db: ReadableDb): { readonly centre: CentreId; readonly epoch: EpochId } =>
  ({ centre: id<CentreId>(findSetting(db, "centre") ?? ""), epoch: id<EpochId>(findSetting(db, "epoch") ?? "") });
