import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { isUuid } from "../../../shared/kernel/ids.ts";
import { replaceFile } from "../keys/replace-file.ts";

const NAME = "recovered.json";
const shape = z.strictObject({ format: z.literal(1), request: z.custom<string>(isUuid, "not a lower-case uuid"), kid: z.string(), at: z.int() });
/** That this profile was opened by an administrator's answer: which one, and when. The centre is told at the next contact, and it stays until it has taken it. */
export type RecoveredNote = Omit<z.infer<typeof shape>, "format">;

export const noteRecovered = (dir: string, note: RecoveredNote): void => replaceFile(join(dir, NAME), `${JSON.stringify({ format: 1, ...note })}\n`);

export function readRecovered(dir: string): RecoveredNote | undefined {
  try {
    const { format: _, ...note } = shape.parse(JSON.parse(readFileSync(join(dir, NAME), "utf8")));
    return note;
  } catch {
    return undefined;
  }
}

export const dropRecovered = (dir: string): void => rmSync(join(dir, NAME), { force: true });
