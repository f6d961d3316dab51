import { createHash } from "node:crypto";
import type { Version } from "../../../shared/release/version.ts";

/** 0 to 99, the same for a computer and a version, whatever the day; spread anew by each version, so that none is always among the first. */
export const stagingNumberOf = (machineId: string, version: Version): number => createHash("sha256").update(`${machineId}\n${version}`).digest().readUInt32BE(0) % 100;
