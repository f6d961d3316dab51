import type { FastifyInstance } from "fastify";
import { Refusal } from "../refusal.ts";
import type { PublicDoor } from "./public-door.ts";
import { VERIFY_PATH } from "./verify.ts";

/** Longer than any browser remembers it. */
const REMEMBERED_S = 86_400;

/** What a browser asks before the page of another origin may verify: yes to that one origin, on that one address, for what the page sends. */
export function allowOrigin(app: FastifyInstance, door: PublicDoor, origin: string): void {
  app.route({
    method: "OPTIONS",
    url: VERIFY_PATH,
    onRequest: async (request, reply) => {
      if (request.headers.origin !== origin) throw new Refusal({ code: "G4007", params: { allowed: "POST" } });
      door.takePlace(reply);
    },
    handler: async (_request, reply) =>
      reply.code(204).header("vary", "origin").header("access-control-allow-origin", origin).header("access-control-allow-methods", "POST")
        .header("access-control-allow-headers", "content-type").header("access-control-max-age", String(REMEMBERED_S)).send(),
  });
}
