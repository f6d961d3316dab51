import { useState, type ReactElement } from "react";
import type { ImportView, ReportPart, ReportRemark, ReportRow } from "../../../shared/bridge/import-views.ts";
import { remarkText } from "../../../shared/i18n/import-words.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { mendCell } from "../../state/import-slice.ts";
import { go } from "../../state/navigate.ts";

type Props = { readonly view: ImportView; readonly rows: readonly ReportRow[]; readonly part: ReportPart; readonly onError: (error: CodedError | undefined) => void; readonly onSaid: (text: string) => void };

/** A line a remark; the lines of one row together. */
export function ReportTable({ view, rows, part, onError, onSaid }: Props): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const { t } = words;
  const open = ({ file }: ReportRow): void => { if (file !== undefined) go(desk, { kind: "files", filter: "all", file: file.file }); };
  return (
    <table className="table import-report">
      <thead><tr><th scope="col">{t("import.line")}</th><th scope="col">{t("import.company")}</th><th scope="col">{t("import.column")}</th><th scope="col">{t("import.value")}</th><th scope="col">{t("import.todo")}</th></tr></thead>
      {rows.map((row) => (
        <tbody key={row.line}>
          {row.remarks.map((remark, n) => (
            <tr key={`${remark.column} ${remark.code}`}>
              {n > 0 ? null : <th scope="rowgroup" rowSpan={row.remarks.length} className="figure">{row.line}</th>}
              {n > 0 ? null : <td rowSpan={row.remarks.length}>{row.file === undefined ? row.name : <button type="button" className="link-button" aria-label={`${row.name || row.file.name}${t("frame.colon")}${t("import.open", { line: row.line })}`} onClick={() => open(row)}>{row.name || row.file.name}</button>}</td>}
              <td>{remark.column === undefined ? <span className="quiet">{t("import.wholeRow")}</span> : columnName(remark, t("import.map.untitled", { n: remark.column + 1 }))}</td>
              <td>{part === "faulty" && remark.column !== undefined ? <MendBox view={view} row={row} remark={remark} column={remark.column} onError={onError} onSaid={onSaid} /> : remark.value}</td>
              <td className={remark.code === "IMPORT_MENDED" ? "done" : undefined}>{remarkText(remark, row, words)}</td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

const columnName = ({ title }: ReportRemark, untitled: string): string => title || untitled;

type BoxProps = Pick<Props, "view" | "onError" | "onSaid"> & { readonly row: ReportRow; readonly remark: ReportRemark; readonly column: number };

/** A faulty cell, corrected in place: kept when it is left, or on Enter. */
function MendBox({ view, row, remark, column, onError, onSaid }: BoxProps): ReactElement {
  const desk = useDesk();
  const { t } = useWords();
  const [text, setText] = useState<string>();
  const save = async (): Promise<void> => {
    if (text === undefined || text === remark.value) return;
    const error = await mendCell(desk, view, row.line, column, text);
    onError(error);
    onSaid(error === undefined ? t("import.saved", { line: row.line }) : "");
    if (error === undefined) setText(undefined);
  };
  return (
    <input
      className="input" aria-label={t("import.correct", { line: row.line, column: columnName(remark, t("import.map.untitled", { n: column + 1 })) })} aria-invalid={remark.code !== "IMPORT_MENDED"} autoComplete="off" spellCheck={false} readOnly={view.state === "running"}
      value={text ?? remark.value} onChange={(event) => setText(event.target.value)} onBlur={() => void save()} onKeyDown={(event) => { if (event.key === "Enter") void save(); }}
    />
  );
}
