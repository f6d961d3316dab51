import { randomUUID } from "node:crypto";
import type { Socket } from "node:net";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { ErrorCode } from "../../shared/kernel/error-codes.ts";
import { codedOf, sendError } from "./answer-errors.ts";
import { errorAnswer, statusOf } from "./error-answer.ts";

/** What is not HTTP at all, or too slow, or has headers past the limit: one answer on the bare socket, then the end. */
export function answerBrokenRequest(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === "ECONNRESET" || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const code: ErrorCode = error.code === "HPE_HEADER_OVERFLOW" ? "G4002" : "G4001";
  const body = JSON.stringify(errorAnswer({ code }, randomUUID()));
  socket.end(
    `HTTP/1.1 ${statusOf(code)} Refused\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\nx-error-code: ${code}\r\nconnection: close\r\n\r\n${body}`,
  );
}

/** An address that cannot be decoded never reaches the routes, nor their error handler. */
export function answerFrameworkError(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  void sendError(request, reply, codedOf(error));
}

