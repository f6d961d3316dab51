import type { ExportBytes, ExportReady } from "../../../shared/bridge/import-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { WholeTable } from "../tables/written-table.ts";
import { writeCsv } from "../tables/write-csv.ts";
import { writeXlsx } from "../tables/write-xlsx.ts";

/** What was made to be taken out, in memory and never on the disk: the last one, until it was read to its end. */
export type Exports = {
  /** `name` without its ending. */
  readonly make: (name: string, format: "csv" | "xlsx", table: WholeTable) => Promise<ExportReady>;
  /** G9805 when it is not the last one, or was read already. */
  readonly read: (id: string, offset: number) => Result<ExportBytes, CodedError>;
  readonly forget: () => void;
};

/** Of one answer; a multiple of three, so that its base64 can be joined. */
const PIECE = 3 * 256 * 1024;

export function createExports(newId: () => string): Exports {
  let held: { readonly id: string; readonly bytes: Buffer } | undefined;
  return {
    make: async (name, format, table) => {
      const bytes = await (format === "csv" ? writeCsv(table) : writeXlsx(table));
      held = { id: newId(), bytes };
      return { id: held.id, name: `${name}.${format}`, size: bytes.length, rows: table.rows.length };
    },
    read: (id, offset) => {
      if (held?.id !== id || offset > held.bytes.length) return err({ code: "G9805" });
      const piece = held.bytes.subarray(offset, offset + PIECE);
      const next = offset + piece.length < held.bytes.length ? offset + piece.length : undefined;
      if (next === undefined) held = undefined;
      return ok({ bytes: piece.toString("base64"), next });
    },
    forget: () => void (held = undefined),
  };
}
