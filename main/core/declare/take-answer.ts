import type { AnswerReport } from "../../../shared/bridge/declaration-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { lifeOf } from "../../../shared/life/loan-life.ts";
import { parseRegistrationNumber } from "../../../shared/sync/registration-number.ts";
import { listNumbers } from "../db/file-rows.ts";
import type { Desk } from "../files/desk.ts";
import { readProjection } from "../files/file-view.ts";
import { oneByOne } from "../files/one-by-one.ts";
import { recordStep } from "../files/record-step.ts";
import { layoutOf } from "./declare-loans.ts";
import { readAnswer, type AnswerLine } from "./read-answer.ts";

type Left = AnswerReport["left"][number];

/**
 * Records an answer line by line; what cannot be recorded is named with its line, and read again it does no harm. Errors: G2020 when the text is not laid
 * out as the answer; G1008 when it was locked meanwhile, G1005 a disk that is full, what was recorded before that staying.
 */
export async function takeAnswer(desk: Desk, text: string): Promise<Result<AnswerReport, CodedError>> {
  const lines = readAnswer(text, layoutOf(desk));
  if (!lines.ok) return lines;
  const byNumber = listNumbers(desk.db.read);
  const left: Left[] = [];
  const counts = { ACCEPTEE: 0, REJETEE: 0 };
  const told = await oneByOne(desk, lines.value, (line) => {
    const fault = takeLine(desk, line, byNumber);
    if (fault !== undefined) left.push({ line: line.line, number: line.number, said: line.said.slice(0, 80), ...fault });
    else if (line.outcome !== undefined) counts[line.outcome] += 1;
    return fault?.error === undefined ? ok(undefined) : err(fault.error);
  });
  if (!told.ok) return told;
  return ok({ accepted: counts.ACCEPTEE, rejected: counts.REJETEE, left });
}

function takeLine(desk: Desk, line: AnswerLine, byNumber: ReturnType<typeof listNumbers>): Pick<Left, "fault" | "error"> | undefined {
  if (line.outcome === undefined) return { fault: "unknown-outcome" };
  if (line.outcome === "REJETEE" && line.reason === undefined) return { fault: "no-reason" };
  const number = parseRegistrationNumber(line.number);
  const file = byNumber.get(number.ok ? number.value : line.number);
  if (file === undefined) return { fault: "unknown-number" };
  const read = readProjection(desk.db.read, desk, file);
  if (!read.ok) return { fault: "refused", error: read.error };
  const { stage, declaration } = lifeOf(read.value.projection.state.life);
  if (declaration?.answer !== undefined) return { fault: "answered-before" };
  if (stage !== "declared") return { fault: "not-declared" };
  const { outcome, reference, reason } = line;
  const facts = { on: desk.businessDate(), outcome, ...(reference === undefined ? {} : { reference: reference.slice(0, 60) }), ...(outcome === "REJETEE" && reason !== undefined ? { reason: reason.slice(0, 500) } : {}) };
  const done = recordStep(desk, file, "answered", facts);
  return done.ok ? undefined : { fault: "refused", error: done.error };
}
