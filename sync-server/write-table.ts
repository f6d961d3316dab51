import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { open, rm } from "node:fs/promises";
import { setImmediate as breath } from "node:timers/promises";
import { placeFile } from "./place-file.ts";
import { StartFault } from "./start-fault.ts";

const BREAK = "\r\n";

/** Takes lines, and answers how many there are now. @throws what the signal was ended with */
export type AddLines = (lines: readonly string[]) => Promise<number>;

/** @throws StartFault where something has that name: before anything is read. */
export function refusePlaced(path: string): void {
  if (existsSync(path)) throw new StartFault({ fr: `${path} existe déjà : donnez un autre nom, rien n’a été écrit.`, en: `${path} is there already: give another name, nothing was written.` });
}

export const unwritable = (path: string, error: unknown): StartFault =>
  new StartFault({ fr: `${path} ne peut pas être écrit : donnez un dossier où ce compte peut écrire et où il reste de la place. Rien n’a été laissé.`, en: `${path} cannot be written: give a folder where this account may write and where there is room. Nothing was left.` }, error);

/** A CSV for a spreadsheet, its owner's alone, under its own name only once it is whole. The lines written; undefined where it was stopped, and nothing is left of it. @throws StartFault where it cannot be written */
export async function writeTable(path: string, head: string, signal: AbortSignal, fill: (add: AddLines) => Promise<void>): Promise<number | undefined> {
  const making = `${path}.part-${randomBytes(4).toString("hex")}`;
  let count = 0;
  try {
    await using file = await open(making, "wx", 0o600);
    await file.write(`\uFEFF${head}${BREAK}`);
    await fill(async (lines) => {
      await breath();
      signal.throwIfAborted();
      await file.write(lines.map((line) => `${line}${BREAK}`).join(""));
      count += lines.length;
      return count;
    });
    signal.throwIfAborted();
    await file.sync();
    await placeFile(making, path);
    return count;
  } catch (error) {
    if (signal.aborted) return undefined;
    if (!(error instanceof Error && "code" in error && typeof error.code === "string" && /^E[A-Z]+$/.test(error.code))) throw error;
    throw unwritable(path, error);
  } finally {
    await rm(making, { force: true });
  }
}
