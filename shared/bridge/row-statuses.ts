import { LOAN_STAGES } from "../life/loan-life.ts";
import type { RowStatus } from "./file-views.ts";

/** Nothing more is done with these. */
export const ENDED_STATUSES = ["withdrawn", "declined", "cancelled"] as const satisfies readonly RowStatus[];
/** These have their number, and the loan may be living. */
export const LOAN_STATUSES = LOAN_STAGES satisfies readonly RowStatus[];

/** The company waits for the bank's answer. */
export const UNANSWERED_STATUSES = ["draft", "incomplete", "ready", "to-settle", "waiting", "refused"] as const satisfies readonly RowStatus[];

export const isEnded = (status: RowStatus): boolean => ENDED_STATUSES.some((ended) => ended === status);
export const isLoan = (status: RowStatus): boolean => LOAN_STATUSES.some((stage) => stage === status);
export const isUnanswered = (status: RowStatus): boolean => UNANSWERED_STATUSES.some((unanswered) => unanswered === status);
