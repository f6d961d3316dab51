import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ErrorCode } from "../../shared/kernel/error-codes.ts";
import { codedOf, sendError } from "./answer-errors.ts";
import { errorAnswer, statusOf } from "./error-answer.ts";
import { Refusal } from "./refusal.ts";
import { bareHeaders } from "./security-headers.ts";

type Broken = Error & { readonly code?: string };

/** What is not HTTP at all, or too slow, or has headers past the limit: one answer on the bare socket, then the end. */
export const createAnswerBrokenRequest = (isHttps: boolean) => (error: Broken, socket: Socket): void => {
  if (error.code === "ECONNRESET" || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const code = codeOfBroken(error);
  const body = JSON.stringify(errorAnswer({ code }, randomUUID()));
  const headers = { ...bareHeaders(isHttps), "content-type": "application/json; charset=utf-8", "content-length": String(Buffer.byteLength(body)), "x-error-code": code, connection: "close" };
  socket.end(`HTTP/1.1 ${statusOf(code)} Refused\r\n${Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${body}`);
};

function codeOfBroken({ code }: Broken): ErrorCode {
  if (code === "HPE_HEADER_OVERFLOW") return "G4002";
  return code === "ERR_HTTP_REQUEST_TIMEOUT" ? "G9560" : "G4001";
}

/** An address that cannot be decoded never reaches the routes, nor their error handler. */
export const createAnswerFrameworkError = (isHttps: boolean) => (error: Error, request: FastifyRequest, reply: FastifyReply): void => {
  void sendError(request, reply.headers(bareHeaders(isHttps)), codedOf(error));
};

/**
 * What Node would refuse by a bare status before there is a request to route, or not at all, refused with a code like the rest: an expectation other than
 * `100-continue` (RFC 9110), HTTP/1.1 without a host or with two (RFC 9112, 3.2; {@link SERVER_OPTIONS} leaves the first to us), and HTTP without a version.
 */
export function refuseBrokenHeads(app: FastifyInstance, isHttps: boolean): void {
  app.server.on("checkExpectation", (_request: IncomingMessage, response: ServerResponse) => {
    const body = JSON.stringify(errorAnswer({ code: "G4001" }, randomUUID()));
    response.writeHead(statusOf("G4001"), { ...bareHeaders(isHttps), "content-type": "application/json; charset=utf-8", "content-length": Buffer.byteLength(body), "x-error-code": "G4001", connection: "close" }).end(body);
  });
  app.addHook("onRequest", async ({ raw }) => {
    const hosts = raw.rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === "host").length;
    if (hosts > 1 || (hosts === 0 && raw.httpVersion !== "1.0") || raw.httpVersionMajor === 0) throw new Refusal({ code: "G4001" });
  });
}
export const SERVER_OPTIONS = { requireHostHeader: false } as const;
