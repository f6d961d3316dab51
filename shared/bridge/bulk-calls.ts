import { z } from "zod";
import type { CodedError } from "../kernel/error-codes.ts";
import type { Result } from "../kernel/result.ts";
import { FILE_FILTERS, FILE_SORTS } from "./file-views.ts";
import { IMPORT_LIMITS, REPORT_PARTS, type ColumnTarget, type ExportBytes, type ExportReady, type ImportView, type ReportPage } from "./import-views.ts";
import { addedBytes, format, language, none, upload } from "./input-shapes.ts";

const importId = z.int().min(1);

/** Calls about many files at once: a table taken in, a list given out. Part of the contract. */
export const bulkInputs = {
  /** A table to import, by pieces in order under an id of the asker's own; the last one opens it. The same file as one that was stopped goes on with that one. G9801, G9802. */
  "import.add": z.object({ upload, name: z.string().max(1_000), size: z.int().min(1).max(IMPORT_LIMITS.bytes), offset: z.int().min(0), bytes: addedBytes }),
  /** The import of this profile, the one that a kill or a cancel stopped included. */
  "import.state": none,
  /** Where each column goes, in their order; null leaves one aside. Before the first row is taken only. G9803, G9804. */
  "import.map": z.object({ id: importId, targets: z.array(z.custom<ColumnTarget>((value) => typeof value === "string" && value.length < 60, "not a target").nullable()).max(IMPORT_LIMITS.columns) }),
  /** Takes the rows that have no outcome yet, and answers at once; `import.changed` follows. Makes drafts; never submits. G9803, G9804. */
  "import.run": z.object({ id: importId }),
  /** Stops after the page under way; what was taken stays, and `import.run` goes on. */
  "import.cancel": z.object({ id: importId }),
  /** Rows by what is to be said of them, in order of their lines. */
  "import.report": z.object({ id: importId, part: z.enum(REPORT_PARTS), offset: z.int().min(0), limit: z.int().min(1).max(500) }),
  /** Corrects one cell of a faulty row; durable before the answer, and taken by the next `import.retry`. G9804. */
  "import.mend": z.object({ id: importId, line: z.int().min(1), column: z.int().min(0).max(IMPORT_LIMITS.columns - 1), value: z.string().max(IMPORT_LIMITS.cellText) }),
  /** `mended`: faulty rows that were corrected. `changed`: makes a new draft of each row that changed since; the person says so. */
  "import.retry": z.object({ id: importId, what: z.enum(["mended", "changed"]) }),
  /** Ends with it: its rows and report are forgotten, its drafts and what they were made of are not. */
  "import.close": z.object({ id: importId }),
  /** Rows that were not taken, with all their cells and why; mended there, it can be imported as it is. */
  "import.export": z.object({ id: importId, format, language }),
  /** The list as it is asked for, all its rows. G1005 where there is no room to make it. */
  "files.export": z.object({
    search: z.string().max(200), filter: z.enum(FILE_FILTERS), sort: z.enum(FILE_SORTS), format, language,
  }),
  /** A piece of what was exported last. G9805 when another export took its place. */
  "export.read": z.object({ id: z.string().max(60), offset: z.int().min(0) }),
} as const satisfies Record<string, z.ZodType>;

export type BulkAnswers = {
  "import.add": Result<{ readonly kind: "more"; readonly have: number } | { readonly kind: "opened"; readonly opened: ImportView }, CodedError>;
  "import.state": ImportView | undefined;
  "import.map": Result<ImportView, CodedError>;
  "import.run": Result<ImportView, CodedError>;
  "import.cancel": Result<ImportView, CodedError>;
  "import.report": Result<ReportPage, CodedError>;
  "import.mend": Result<ImportView, CodedError>;
  "import.retry": Result<ImportView, CodedError>;
  "import.close": Result<undefined, CodedError>;
  "import.export": Result<ExportReady, CodedError>;
  "files.export": Result<ExportReady, CodedError>;
  "export.read": Result<ExportBytes, CodedError>;
};
