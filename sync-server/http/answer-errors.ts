import { setTimeout as pause } from "node:timers/promises";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import { isDiskFull } from "../domain/disk-full.ts";
import { ACCEPTED_ENCODINGS } from "./inflate-body.ts";
import { errorAnswer, retryAfterOf, statusOf } from "./error-answer.ts";
import { errorFacts } from "./error-facts.ts";
import type { ServerLog } from "./http-deps.ts";
import type { Patience } from "./patience.ts";
import { Refusal } from "./refusal.ts";
import { isStoreAway } from "./store-away.ts";

/** Every failure leaves here, as one shape. What is not expected is logged without its words, which may quote client data. */
export function answerErrors(app: FastifyInstance, log: ServerLog, { tooManyMs }: Pick<Patience, "tooManyMs">): void {
  app.setErrorHandler(async (error: unknown, request, reply) => {
    if (error instanceof Refusal && error.coded.code === "G4004") await pause(tooManyMs);
    if (error instanceof Refusal) return sendError(request, reply, error.coded, error.retryAfterS);
    const coded = codedOf(error);
    if (statusOf(coded.code) >= 500) log.error({ request: request.id, route: request.routeOptions.url, ...errorFacts(error) }, "request failed");
    return sendError(request, reply, coded);
  });
}

export function sendError(request: FastifyRequest, reply: FastifyReply, coded: CodedError, retryAfterS?: number): FastifyReply {
  const wait = retryAfterS ?? retryAfterOf(coded.code);
  if (wait !== undefined) reply.header("retry-after", String(wait));
  if (statusOf(coded.code) === 401) reply.header("www-authenticate", "Bearer");
  if (coded.code === "G9560") reply.header("connection", "close");
  if (coded.code === "G4003") reply.header("accept-encoding", ACCEPTED_ENCODINGS);
  return reply.code(statusOf(coded.code)).header("x-error-code", coded.code).send(errorAnswer(coded, request.id));
}

/** The framework's own refusals, in our catalogue. */
export function codedOf(error: unknown): CodedError {
  if (isStoreAway(error)) return { code: "G5002" };
  if (isDiskFull(error)) return { code: "G9401" };
  if (!isFrameworkError(error)) return { code: "G5001" };
  switch (error.code) {
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
    case "FST_ERR_CTP_INVALID_TYPE":
      return { code: "G4006" };
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return { code: "G4002" };
    case "FST_ERR_BAD_URL":
    case "FST_ERR_MAX_PARAM_LENGTH":
      return { code: "G4005" };
    default:
      return error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500 ? { code: "G4001", params: { path: "" } } : { code: "G5001" };
  }
}

const isFrameworkError = (error: unknown): error is FastifyError =>
  error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("FST_");
