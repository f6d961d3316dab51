import { expect, test } from "vitest";
import { cents, eurosToCents } from "../kernel/cents.ts";
import { legalDate } from "../kernel/legal-date.ts";
import { answerDueOn, answerStanding, type AnswerStanding } from "./answer-due.ts";
import type { Fields } from "./file-fields.ts";

test("[AD1] five working days after reception below 10 M€, as a hypothesis", () => {
  expect(answerDueOn(legalDate("2020-04-08"), eurosToCents(1_200_000), "METROPOLE")).toEqual({ dueOn: "2020-04-16", days: 5, hypothesis: "H_REPONSE_CINQ_JOURS" });
  expect(answerDueOn(legalDate("2020-04-08"), cents(999_999_999), "ALSACE_MOSELLE")).toMatchObject({ dueOn: "2020-04-17" });
  expect(answerDueOn(legalDate("2020-04-08"), cents(0), "METROPOLE")).toMatchObject({ dueOn: "2020-04-16" });
});

test("[AD2] no day without a turnover, nor from 10 M€ on", () => {
  expect(answerDueOn(legalDate("2020-04-08"), undefined, "METROPOLE")).toEqual({ unknown: "TURNOVER_UNKNOWN" });
  expect(answerDueOn(legalDate("2020-04-08"), eurosToCents(10_000_000), "METROPOLE")).toEqual({ unknown: "TURNOVER_TOO_HIGH" });
});

const file: Fields = { receivedOn: "2020-04-08", turnover: 120_000_000, postalCode: "35400" };

test.each<readonly [today: string, standing: Partial<AnswerStanding>]>([
  ["2020-04-08", { kind: "due", left: 5 }], ["2020-04-13", { kind: "due", left: 3 }], ["2020-04-14", { kind: "due", left: 2 }], ["2020-04-16", { kind: "due", left: 0 }],
  ["2020-04-17", { kind: "late", late: 1 }], ["2020-04-19", { kind: "late", late: 1 }], ["2020-04-21", { kind: "late", late: 3 }],
])("[AD6] received on 08/04/2020, on %s", (today, standing) => {
  expect(answerStanding(file, legalDate(today))).toEqual({ dueOn: "2020-04-16", zone: "METROPOLE", ...standing });
});

test("[AD6] the weekend after the due day is late by no working day", () => {
  expect(answerStanding({ ...file, receivedOn: "2020-04-09" }, legalDate("2020-04-18"))).toEqual({ kind: "late", dueOn: "2020-04-17", late: 0, zone: "METROPOLE" });
});

test("[AD3] the zone is that of the company's address, the general law without one", () => {
  expect(answerStanding({ ...file, postalCode: "67000" }, legalDate("2020-04-08"))).toMatchObject({ dueOn: "2020-04-17", zone: "ALSACE_MOSELLE" });
  expect(answerStanding({ receivedOn: "2020-04-08", turnover: 120_000_000 }, legalDate("2020-04-08"))).toMatchObject({ dueOn: "2020-04-16", zone: "METROPOLE" });
});

test("[AD6] a day of reception that is missing, to come or before the guarantee tells nothing; a turnover that is missing tells why", () => {
  const today = legalDate("2020-04-15");
  const told = ["2020-04-16", "2020-03-15", "9999-12-31", "1000-01-01"].map((receivedOn) => answerStanding({ ...file, receivedOn }, today));
  expect([...told, answerStanding({ turnover: 1 }, today)]).toEqual([undefined, undefined, undefined, undefined, undefined]);
  expect(answerStanding({ receivedOn: "2020-04-08" }, today)).toEqual({ kind: "unknown", why: "TURNOVER_UNKNOWN" });
  expect(answerStanding({ ...file, turnover: 1_000_000_000 }, today)).toEqual({ kind: "unknown", why: "TURNOVER_TOO_HIGH" });
});
