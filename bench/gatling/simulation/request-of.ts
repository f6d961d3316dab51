import { jmesPath, StringBody, type CheckBuilder, type Session } from "@gatling.io/core";
import { header, http, status, type HttpRequestActionBuilder } from "@gatling.io/http";
import { pullBody } from "../../load/pull-body.ts";
import { columnOf } from "./columns.ts";
import type { GatlingStep } from "./gatling-step.ts";
import type { Prepared } from "./prepared.ts";

/** A step at its place among the steps of an arrival, and what was prepared of all. */
export type Placed = { readonly step: GatlingStep; readonly place: number; readonly prepared: Pick<Prepared, "centre" | "epoch"> };

// Each name of journey.ts stands in one of these tables, so that a new one does not compile before Gatling knows what it means.
const routes: Readonly<Record<GatlingStep["route"], (request: ReturnType<typeof http>) => HttpRequestActionBuilder>> = {
  "GET /healthz": (request) => request.get("/healthz"),
  "GET /v1/hello": (request) => request.get("/v1/hello"),
  "GET /v1/me": (request) => request.get("/v1/me"),
  "POST /v1/enrol": (request) => request.post("/v1/enrol"),
  "POST /v1/push": (request) => request.post("/v1/push"),
  "POST /v1/pull": (request) => request.post("/v1/pull"),
};

/** In the text of a pull, where the cursor comes that only the run knows: the number that no cursor is. */
const NO_CURSOR = -1;
const preparedText = ({ step, place }: Placed): string => `#{${columnOf(place, step, "body")}}`;
const bodies: Readonly<Record<GatlingStep["body"], (placed: Placed) => string | undefined>> = {
  none: () => undefined,
  enrolment: preparedText,
  change: preparedText,
  cursor: ({ prepared: { centre, epoch } }) => pullBody({ centre, epoch, replica: "#{replica}" }, "#{branch}", NO_CURSOR).replace(`"n":${NO_CURSOR}`, '"n":#{cursor}'),
};

/** As judge-answer.ts judges. A value of the file is compared by EL: without it, Gatling would compare with the text between the quotes. */
const answers: Readonly<Record<GatlingStep["answer"], (placed: Placed) => readonly CheckBuilder[]>> = {
  healthy: () => [jmesPath("ok").is("true")],
  hello: ({ prepared: { centre, epoch } }) => [jmesPath("centre").is(centre), jmesPath("epoch.id").is(epoch)],
  me: () => [jmesPath("branches[0].id").isEL("#{branch}")],
  enrolled: () => [jmesPath("have").is("0")],
  verdict: ({ step, place }) => [
    jmesPath("length(verdicts)").is("1"),
    jmesPath("have").isEL(`#{${columnOf(place, step, "have")}}`),
    jmesPath(`contains('#{${columnOf(place, step, "right")}}', join(' ', [verdicts[0].kind, verdicts[0].number && 'numbered' || 'plain']))`).is("true"),
  ],
  feed: () => [
    jmesPath("length(feeds)").is("1"),
    jmesPath("feeds[0].branch").isEL("#{branch}"),
    jmesPath("feeds[0].n").ofInt().gteEL("#{cursor}").saveAs("cursor"),
  ],
};

const isAnswered = (session: Session): boolean => session.get<number>("status") === 200;
export const isAskedToWait = (session: Session): boolean => [429, 503].includes(session.get<number>("status"));

/** One sending of a step, under this name in the report. To be asked to wait is no failure; every other status but 200 is, and so is a wrong answer. */
export function requestOf(name: string, placed: Placed): HttpRequestActionBuilder {
  const request = routes[placed.step.route](http(name));
  const text = bodies[placed.step.body](placed);
  return (text === undefined ? request : request.header("Content-Type", "application/json").body(StringBody(text)))
    .check(status().in(200, 429, 503).saveAs("status"), header("Retry-After").withDefault("1").saveAs("retryAfter"))
    .checkIf(isAnswered).then(...answers[placed.step.answer](placed));
}
