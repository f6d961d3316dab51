import { z } from "zod";
import { isUuid } from "../kernel/ids.ts";
import { MAX_PUSH_BYTES } from "./limits.ts";
import { MAX_SEALED_PARTS, SEALED_BOX, SEALED_ENC, SEALED_VERSION } from "./sealed-part.ts";

const uuid = z.custom<string>(isUuid, "not a lower-case uuid");

/** A part as the centre takes it; `parseSealedPart` reads one without zod. */
export const sealedPartSchema = z.object({
  guichet: z.literal("sealed"), v: z.literal(SEALED_VERSION),
  centre: uuid, epoch: uuid, kid: z.string().min(1).max(80),
  set: uuid, part: z.int().min(1), of: z.int().min(1).max(MAX_SEALED_PARTS),
  enc: z.string().regex(SEALED_ENC),
  box: z.string().regex(SEALED_BOX).min(22).max(MAX_PUSH_BYTES),
});
