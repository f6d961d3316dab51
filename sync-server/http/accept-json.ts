import type { IncomingMessage } from "node:http";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { parseJson } from "./parse-json.ts";
import type { Patience } from "./patience.ts";
import { readBody } from "./read-body.ts";
import { Refusal } from "./refusal.ts";
import type { Turns } from "./turns.ts";

/** Past this many bytes what a body asks for is large work, beginning with its reading. */
const LARGE_BYTES = 64 * 1024;

/** JSON in UTF-8 is the only body taken here; its limit is the route's. */
export function acceptJson(app: FastifyInstance, patience: Patience, turns: Turns): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", async (request: FastifyRequest, payload: IncomingMessage) => {
    if (!isUtf8(request.headers["content-type"])) throw new Refusal({ code: "G4006" });
    const body = await readBody(request.raw, payload, request.routeOptions.bodyLimit, patience);
    if (body.length > LARGE_BYTES) await turns.take(request);
    return parseJson(body);
  });
}

const isUtf8 = (contentType: string | undefined): boolean => {
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(contentType ?? "")?.[1];
  return charset === undefined || /^utf-?8$/i.test(charset);
};
