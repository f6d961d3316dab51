import { existsSync, statSync } from "node:fs";
import { join } from "node:path";

/** What the application itself may weigh, Electron and the database's binary apart. It is 6.3 MB today, of which what draws PDFs is 1.7 beside 0.7 of fonts, the core 1.6, the window 1.3; a
 * whole clone packed by mistake is 200. */
export const ARCHIVE_BUDGET_MB = 8;

/** Where an unpacked program keeps the application. */
export const archiveIn = (folder: string): string => join(folder, "resources", "app.asar");

/** @throws when a packed folder holds no application, or one beyond the budget: then something was packed that is not needed */
export function checkBudget(folder: string): void {
  const path = archiveIn(folder);
  if (!existsSync(path)) throw new Error(`${path} was not made`);
  const size = statSync(path).size / 1e6;
  if (size > ARCHIVE_BUDGET_MB) throw new Error(`The application weighs ${size.toFixed(1)} MB; it may weigh ${ARCHIVE_BUDGET_MB} (build/dist/archive-budget.ts). See what was packed.`);
}
