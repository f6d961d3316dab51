import type { Words } from "../../../shared/i18n/texts.ts";
import type { CodedError, FieldFault } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { Schedule } from "../../../shared/pge/assessment.ts";
import type { FieldName } from "../../../shared/pge/file-fields.ts";
import { fieldOfFact } from "../../../shared/pge/missing-facts.ts";
import { scheduleByYear } from "../../../shared/pge/schedule-by-year.ts";
import { hypothesisTexts } from "./calculation.ts";
import { companyName, framed, standingNotices, standingStamps } from "./frame.ts";
import type { Column, Paper, Row, TableBlock } from "../../../paper/paper.ts";
import type { PaperFile } from "./paper-file.ts";
import { printedPairs } from "./printed-fields.ts";

/** What a schedule is computed from, besides what the rules need. */
const NEEDED: readonly FieldName[] = ["amount", "totalYears", "rateBps"];
const LAID_OUT: readonly FieldName[] = ["amount", "totalYears", "amortisationYears", "deferralMonths"];
const TERMS: readonly FieldName[] = ["scheme", "amount", "foreseenGrantOn", "deferralMonths", "totalYears", "amortisationYears", "extraDeferralYears", "rateBps", "periodicity"];

/** What would be paid back, and when: by year, then instalment by instalment. G9701 while it can't be computed: the fields that it waits for. */
export function schedulePaper(file: PaperFile, words: Words): Result<Paper, CodedError> {
  const { t } = words;
  const figure = file.assessment.schedule;
  if (figure === undefined) return err({ code: "G9701", fields: missingFields(file) });
  const simulation = t("paper.simulation");
  return ok(framed(file, "paper.schedule", words, [...standingStamps(file, words), simulation], [
    { kind: "heading", level: 1, text: t("paper.schedule") },
    { kind: "paragraph", text: companyName(file, words), look: "strong" },
    ...standingNotices(file, words),
    { kind: "notice", tone: "attend", title: simulation, lines: [t("paper.simulation.why")] },
    { kind: "heading", level: 2, text: t("paper.schedule.terms") },
    { kind: "pairs", pairs: printedPairs(TERMS, file.fields, words) },
    { kind: "heading", level: 2, text: t("paper.schedule.byYear") },
    yearTable(figure.value, words),
    { kind: "paragraph", text: `${t("paper.schedule.unit")} ${t("paper.schedule.byYear.why")}`, look: "quiet" },
    { kind: "heading", level: 2, text: t("paper.schedule.hypotheses") },
    { kind: "list", items: hypothesisTexts({ hypotheses: [...new Set([...(file.assessment.premiums?.hypotheses ?? []), ...figure.hypotheses])] }, words) },
    { kind: "heading", level: 2, text: t("paper.schedule.all") },
    instalmentTable(figure.value, words),
    { kind: "paragraph", text: t("paper.schedule.unit"), look: "quiet" },
  ]));
}

/** What is absent; else what the premiums wait for; else what was entered, and cannot be laid out as whole years. */
function missingFields({ fields, assessment }: PaperFile): readonly FieldFault[] {
  const waited = assessment.quotaPct === undefined || assessment.premiumScale === undefined ? assessment.missing.flatMap((path) => fieldOfFact(path) ?? []) : [];
  const absent = new Set([...NEEDED.filter((field) => fields[field] === undefined), ...waited]);
  return (absent.size === 0 ? LAID_OUT : [...absent]).map((field) => ({ field, reason: "FACT_REQUIRED" }));
}

type Sums = { readonly interest: number; readonly premium: number; readonly capital: number; readonly total: number };

function sumColumns({ t }: Words): readonly Column[] {
  return [t("verdict.schedule.interest"), t("verdict.schedule.premium"), t("verdict.schedule.capital"), t("verdict.schedule.total")].map((head) => ({ head, share: 3, align: "right" }));
}

function yearTable(schedule: Schedule, words: Words): TableBlock {
  const { t, format } = words;
  const cells = (first: string, sums: Sums): Row["cells"] => [{ text: first }, ...sumCells(sums, words)];
  return {
    kind: "table",
    columns: [{ head: t("paper.schedule.year"), share: 3 }, ...sumColumns(words)],
    rows: [...scheduleByYear(schedule).map((year): Row => ({ cells: cells(format.count(year.year), year) })), { cells: cells(t("paper.schedule.sum"), schedule.totals), look: "total" }],
  };
}

function instalmentTable({ instalments, totals }: Schedule, words: Words): TableBlock {
  const { t, format } = words;
  return {
    kind: "table",
    columns: [{ head: t("paper.schedule.due"), share: 2.6 }, { head: t("paper.schedule.rank"), share: 1.2, align: "right" }, ...sumColumns(words), { head: t("paper.schedule.left"), share: 3.2, align: "right" }],
    rows: [
      ...instalments.map((row, i): Row => ({
        cells: [{ text: format.date(row.dueOn) }, { text: format.count(row.rank) }, ...sumCells(row, words), { text: format.column(row.outstandingAfter) }],
        ...(instalments[i + 1]?.year === row.year ? {} : { look: "closing" }),
      })),
      { cells: [{ text: t("paper.schedule.sum") }, { text: "" }, ...sumCells(totals, words), { text: "" }], look: "total" },
    ],
  };
}

const sumCells = ({ interest, premium, capital, total }: Sums, { format }: Words): Row["cells"] => [interest, premium, capital, total].map((cents) => ({ text: format.column(cents) }));
