import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { recordingGate, type Recording } from "../../shared/testing/recorded.ts";

export const RECORDED = join(import.meta.dirname, "../../shared/sync/recorded");

export type RecordedFile = { readonly name: string; readonly recording: Recording };

/** Every recorded story of every version, in the order in which they were told. */
export function readRecorded(): readonly RecordedFile[] {
  return recordedNames().map((name) => ({ name, recording: recordingGate.parse(JSON.parse(readFileSync(join(RECORDED, name), "utf8"))) }));
}

/** As `v1/10-first-contact.json`. */
export const recordedNames = (): readonly string[] => readdirSync(RECORDED, { recursive: true, encoding: "utf8" }).map((name) => name.replaceAll("\\", "/")).filter((name) => name.endsWith(".json")).toSorted();
