import type { FastifyInstance } from "fastify";
import type { Admission } from "./admission.ts";
import { sendError } from "./answer-errors.ts";

/** No such address (G4005), or an address that does not do this (G4007, with what it does in Allow). No workstation asks for either: counted as strangers are. */
export function answerUnknown(app: FastifyInstance, { admitStranger }: Pick<Admission, "admitStranger">, methodsByPath: ReadonlyMap<string, readonly string[]>): void {
  app.setNotFoundHandler(async (request, reply) => {
    await admitStranger(request, reply);
    const methods = methodsByPath.get(request.url.split("?", 1)[0] ?? "");
    if (methods === undefined) return sendError(request, reply, { code: "G4005" });
    return sendError(request, reply.header("allow", methods.join(", ")), { code: "G4007", params: { allowed: methods.join(", ") } });
  });
}
