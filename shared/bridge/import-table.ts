import { ADDED_BYTES } from "../documents/document.ts";
import type { CodedError } from "../kernel/error-codes.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Bridge } from "./contract.ts";
import type { ExportReady, ImportView } from "./import-views.ts";
import { readToEnd } from "./read-to-end.ts";

/** A table to hand over: `base64` answers the bytes from one place to another. */
export type TableSource = { readonly upload: string; readonly name: string; readonly size: number; readonly base64: (from: number, to: number) => string | Promise<string> };
type Calls = Pick<Bridge, "call">;

/** Hands a table over, piece by piece. G4001 for an empty one, and what `import.add` says. */
export async function addTable({ call }: Calls, { upload, name, size, base64 }: TableSource): Promise<Result<ImportView, CodedError>> {
  if (size === 0) return err({ code: "G9802", fields: [{ field: "file", reason: "IMPORT_EMPTY" }] });
  for (let offset = 0; ; offset += ADDED_BYTES) {
    const added = await call("import.add", { upload, name, size, offset, bytes: await base64(offset, Math.min(size, offset + ADDED_BYTES)) });
    if (!added.ok) return added;
    if (added.value.kind === "opened") return ok(added.value.opened);
  }
}

/** Runs an import and waits until it goes no further. `pause` parts one look from the next. */
export async function runImport({ call }: Calls, id: number, pause: () => Promise<void>, tell: (view: ImportView) => void = () => undefined): Promise<Result<ImportView, CodedError>> {
  const begun = await call("import.run", { id });
  return begun.ok ? await untilStill({ call }, begun.value, pause, tell) : begun;
}

/** Waits until no row is being taken any more. G1008 when it was locked meanwhile. */
export async function untilStill({ call }: Calls, begun: ImportView, pause: () => Promise<void>, tell: (view: ImportView) => void = () => undefined): Promise<Result<ImportView, CodedError>> {
  let view: ImportView | undefined = begun;
  while (view?.state === "running") {
    tell(view);
    await pause();
    view = await call("import.state", undefined);
  }
  return view === undefined || view.id !== begun.id ? err({ code: "G1008" }) : ok(view);
}

/** What was exported, whole: base64 pieces in order. */
export const readExport = ({ call }: Calls, { id }: Pick<ExportReady, "id">): Promise<Result<readonly string[], CodedError>> => readToEnd((offset) => call("export.read", { id, offset }));
