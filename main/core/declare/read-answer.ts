import { parse as parseCsv } from "csv-parse/sync";
import { z } from "zod";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { DeclarationLayout } from "../../../shared/life/declaration-layout.ts";
import { unaccented } from "../../../shared/kernel/unaccented.ts";

/** One line of an answer. `outcome` is undefined where its word is neither of acceptance nor of rejection. */
export type AnswerLine = { readonly line: number; readonly number: string; readonly said: string; readonly outcome: "ACCEPTEE" | "REJETEE" | undefined; readonly reference: string | undefined; readonly reason: string | undefined };

const rowsSchema = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.int() }) }));
const MOST_LINES = 100_000;

/** Errors: G2020 with `reason`: `empty`, `header` (a column that the layout names is missing: `column`), `too-many`, `csv` (no table at all). */
export function readAnswer(text: string, { delimiter, answer, total }: DeclarationLayout): Result<readonly AnswerLine[], CodedError> {
  const rows = readRows(text, delimiter);
  if (!rows.ok) return rows;
  const [header, ...lines] = rows.value;
  if (header === undefined) return fault("empty");
  if (lines.length > MOST_LINES) return fault("too-many");
  const titles = header.record.map(plain);
  const at = (title: string | undefined): number => (title === undefined ? -1 : titles.indexOf(plain(title)));
  const places = { number: at(answer.number), outcome: at(answer.outcome), reference: at(answer.reference), reason: at(answer.reason) };
  for (const needed of ["number", "outcome"] as const) if (places[needed] === -1) return err({ code: "G2020", params: { reason: "header", column: answer[needed] } });
  const cell = (record: readonly string[], place: number): string => (place === -1 ? "" : (record[place] ?? "").trim());
  return ok(lines.filter(({ record }) => total === "" || plain(record[0] ?? "") !== plain(total)).map(({ record, info }): AnswerLine => {
    const said = cell(record, places.outcome);
    return { line: info.lines, number: cell(record, places.number), said, outcome: outcomeOf(said, answer), reference: cell(record, places.reference) || undefined, reason: cell(record, places.reason) || undefined };
  }));
}

function readRows(text: string, delimiter: string): Result<z.infer<typeof rowsSchema>, CodedError> {
  try {
    return ok(rowsSchema.parse(parseCsv(text, { delimiter, bom: true, info: true, relax_column_count: true, skip_empty_lines: true })));
  } catch {
    return fault("csv");
  }
}

const fault = (reason: string): Result<never, CodedError> => err({ code: "G2020", params: { reason } });
const plain = (word: string): string => unaccented(word).trim().toUpperCase();

function outcomeOf(said: string, { accepted, rejected }: DeclarationLayout["answer"]): AnswerLine["outcome"] {
  const word = plain(said);
  if (accepted.some((one) => plain(one) === word)) return "ACCEPTEE";
  return rejected.some((one) => plain(one) === word) ? "REJETEE" : undefined;
}
