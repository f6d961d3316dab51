import type { ReportRemark, ReportRow } from "../bridge/import-views.ts";
import { faultText } from "./field-words.ts";
import type { Words } from "./texts.ts";

/** What is to be said of a row, and what to do: the same on the screen, in a terminal and in an exported report. */
export function remarkText({ code, kept }: ReportRemark, { file, firstLine }: Pick<ReportRow, "file" | "firstLine">, words: Words): string {
  const { t, find } = words;
  const name = file === undefined ? "" : file.name === "" ? t("list.unnamed") : file.name;
  switch (code) {
    case "IMPORT_KNOWN": return t("import.remark.known", { name });
    case "IMPORT_CHANGED": return t("import.remark.changed", { name });
    case "IMPORT_WITHDRAWN_SINCE": return t("import.remark.withdrawn", { name });
    case "IMPORT_DOUBLED": return t("import.remark.doubled", { line: firstLine ?? 0 });
    case "IMPORT_MENDED": return t("import.remark.mended");
    default: return find(`notice.${code}`, { kept: kept ?? "" }) ?? faultText(code, words);
  }
}
