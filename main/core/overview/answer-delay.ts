import type { AnswerDelay } from "../../../shared/bridge/overview-views.ts";
import { isUnanswered } from "../../../shared/bridge/row-statuses.ts";
import { daysBetween, parseLegalDate, type LegalDate } from "../../../shared/kernel/legal-date.ts";
import { answerStanding } from "../../../shared/pge/answer-due.ts";
import type { FileFacts } from "./file-facts.ts";

/** How long requests waited for their answer, and how many wait too long, file by file. `dayOf`: the calendar day of an instant. */
export function createDelayFold(asOf: LegalDate, dayOf: (at: number) => LegalDate): { readonly add: (file: FileFacts) => void; readonly made: () => AnswerDelay } {
  const days: number[] = [];
  let [unusable, lateOpen, lateAnswered, openWithoutDue] = [0, 0, 0, 0];
  const add = (file: FileFacts): void => {
    const answeredOn = file.registeredAt !== undefined ? dayOf(file.registeredAt) : file.declined?.on;
    if (answeredOn !== undefined) {
      const receivedOn = parseLegalDate(file.due.receivedOn);
      const taken = receivedOn.ok ? daysBetween(receivedOn.value, answeredOn) : -1;
      if (taken < 0) unusable += 1;
      else days.push(taken);
      if (answerStanding(file.due, answeredOn)?.kind === "late") lateAnswered += 1;
    } else if (!file.isRegistered && isUnanswered(file.status)) {
      const standing = answerStanding(file.due, asOf);
      if (standing?.kind === "late") lateOpen += 1;
      else if (standing?.kind !== "due") openWithoutDue += 1;
    }
  };
  return {
    add,
    made: () => {
      days.sort((a, b) => a - b);
      return { answered: days.length + unusable, medianDays: nearestRank(days, 0.5), ninthDecileDays: nearestRank(days, 0.9), unusable, lateOpen, lateAnswered, openWithoutDue };
    },
  };
}

/** Of sorted values: the least one that at least that part of them do not pass. */
export const nearestRank = (sorted: readonly number[], part: number): number | undefined => sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)];
