import type { FastifyInstance } from "fastify";
import { chooseEncoding, compress, MIN_COMPRESSED_BYTES } from "./compress-answer.ts";

/** Answers past 1 KiB leave compressed as the client accepts. Event streams do not pass here. */
export function compressAnswers(app: FastifyInstance): void {
  app.addHook("onSend", async (request, reply, payload) => {
    if (typeof payload !== "string" || payload.length < MIN_COMPRESSED_BYTES) return payload;
    reply.header("vary", "accept-encoding");
    const encoding = chooseEncoding(request.headers["accept-encoding"]);
    if (encoding === undefined) return payload;
    reply.header("content-encoding", encoding).removeHeader("content-length");
    return compress(payload, encoding);
  });
}
