import type { FileView } from "../../shared/bridge/file-views.ts";
import { isLoan } from "../../shared/bridge/row-statuses.ts";
import type { FileId } from "../../shared/kernel/ids.ts";
import type { Complement } from "../../shared/life/complement.ts";
import type { Desk } from "./desk.ts";
import { showMade } from "./file-slice.ts";

/** The core judges again. */
export const canComplement = (view: FileView | undefined): boolean => view !== undefined && view.registration !== undefined && isLoan(view.status) && view.fields.scheme === "CLASSIQUE";

/** Makes the complement of the open file's loan; the failure is told at the foot of the window. */
export async function complementFile(desk: Desk, scheme: Complement): Promise<FileId | undefined> {
  const { file } = desk.get().desk;
  if (file === undefined) return undefined;
  return await showMade(desk, await desk.attempt("files.complement", { file, scheme }));
}
