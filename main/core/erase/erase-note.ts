import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { isUuid } from "../../../shared/kernel/ids.ts";
import { replaceFile } from "../keys/replace-file.ts";

const FOLDER = "erased";
const uuid = z.custom<string>(isUuid);
/** The replica's last word, signed while its key was still there. Ids only: it names nobody, and opens nothing. */
const shape = z.object({ format: z.literal(1), profile: uuid, centre: uuid, bank: uuid, replica: uuid, at: z.int(), signature: z.string() });
export type EraseNote = Omit<z.infer<typeof shape>, "format">;

/** On disk before anything is destroyed: what was begun is ended at the next start, and told until the centre has taken it. */
export function writeEraseNote(dataDir: string, note: EraseNote): void {
  mkdirSync(join(dataDir, FOLDER), { recursive: true, mode: 0o700 });
  replaceFile(join(dataDir, FOLDER, `${note.replica}.json`), `${JSON.stringify({ format: 1, ...note })}\n`);
}

/** What cannot be read is passed over: it destroys nothing. */
export function listEraseNotes(dataDir: string): readonly EraseNote[] {
  let names: readonly string[];
  try {
    names = readdirSync(join(dataDir, FOLDER));
  } catch {
    return [];
  }
  return names.filter((name) => name.endsWith(".json")).flatMap((name) => {
    try {
      const { format: _format, ...note } = shape.parse(JSON.parse(readFileSync(join(dataDir, FOLDER, name), "utf8")));
      return name === `${note.replica}.json` ? [note] : [];
    } catch {
      return [];
    }
  });
}

export const dropEraseNote = (dataDir: string, { replica }: EraseNote): void => rmSync(join(dataDir, FOLDER, `${replica}.json`), { force: true });
