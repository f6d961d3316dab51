import type { ReadableDb, WritableDb } from "./connection.ts";
import { sql } from "./sql.ts";

/** Everything kept by name, and only this. */
export type SettingName = "hello" | "me" | "tokens" | "businessDate" | "centre" | "epoch" | "lastContactAt" | "rowsMadeOn" | "reoffer" | "branchKeys" | "sharedFolder";

export const findSetting = (db: ReadableDb, name: SettingName): string | undefined =>
  db.get<{ value: string }>(sql`SELECT value FROM setting WHERE name = ${name}`)?.value;

export function putSetting(db: WritableDb, name: SettingName, value: string): void {
  db.run(sql`INSERT INTO setting (name, value) VALUES (${name}, ${value}) ON CONFLICT (name) DO UPDATE SET value = excluded.value`);
}

export function dropSetting(db: WritableDb, name: SettingName): void {
  db.run(sql`DELETE FROM setting WHERE name = ${name}`);
}
