import type { IncomingMessage } from "node:http";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { parseJson } from "./parse-json.ts";
import type { Patience } from "./patience.ts";
import { readBody } from "./read-body.ts";
import { Refusal } from "./refusal.ts";

/** JSON in UTF-8 is the only body taken here; its limit is the route's. */
export function acceptJson(app: FastifyInstance, patience: Patience): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", async (request: FastifyRequest, payload: IncomingMessage) => {
    if (!isUtf8(request.headers["content-type"])) throw new Refusal({ code: "G4006" });
    return parseJson(await readBody(request.raw, payload, request.routeOptions.bodyLimit, patience));
  });
}

const isUtf8 = (contentType: string | undefined): boolean => {
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(contentType ?? "")?.[1];
  return charset === undefined || /^utf-?8$/i.test(charset);
};
