import { z } from "zod";
import { isErrorCode, type ErrorCode } from "../kernel/error-codes.ts";
import { isUuid } from "../kernel/ids.ts";

/** What the messages of several files are made of. */
export const uuid = z.custom<string>(isUuid, "not a lower-case uuid");
export const count = z.int().min(0);
export const code = z.custom<ErrorCode>(isErrorCode, "not an error code");
export const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/);

/** What must accompany every request about data. */
export const address = { protocol: z.int().min(1), centre: uuid, epoch: uuid, replica: uuid };
/** The same for what is asked by a person, of no replica in particular. */
export const ofCentre = { protocol: z.int().min(1), centre: uuid, epoch: uuid };
