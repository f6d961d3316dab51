import { z } from "zod";
import { ADDED_BYTES } from "../documents/document.ts";
import { isUuid, type BranchId, type ChangeId, type FileId } from "../kernel/ids.ts";
import { parseLegalDate, type LegalDate } from "../kernel/legal-date.ts";

/** What the inputs of several calls are made of. */
export const none = z.undefined();
export const file = z.custom<FileId>((value) => isUuid(value), "not a file id");
export const change = z.custom<ChangeId>((value) => isUuid(value), "not a change id");
export const branch = z.custom<BranchId>((value) => isUuid(value), "not a branch id");
/** Of the asker's own making. */
export const upload = z.custom<string>((value) => isUuid(value), "not an id");
export const day = z.custom<LegalDate>((value) => parseLegalDate(value).ok, "not a day");
export const language = z.enum(["fr", "en"]);
/** Of a table taken out. */
export const format = z.enum(["csv", "xlsx"]);
/** A piece of what is added. */
export const addedBytes = z.base64().max((ADDED_BYTES / 3) * 4);
/** A step of a loan's life, its facts in stored form: judged by the core. */
export const told = { step: z.string().max(40), facts: z.record(z.string(), z.json()) } as const;
