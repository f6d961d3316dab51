import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Admission } from "./admission.ts";
import type { SignedIn } from "./authenticate.ts";
import { Refusal } from "./refusal.ts";
import type { Route } from "./route.ts";
import type { Turns } from "./turns.ts";
import type { PublicDoor } from "./verification/public-door.ts";

/** Puts the routes into Fastify. Order for each: the door, the token, the limits, the right, a place inside; then the body, a place of the workstation that it names, and for large work the person's turn. Strangers of the public door have their own places and limits. */
export function registerRoutes(app: FastifyInstance, routes: readonly Route[], admission: Admission, turns: Turns, publicDoor: PublicDoor): void {
  const signedIn = new WeakMap<FastifyRequest, SignedIn>();
  for (const { method, path, limit, door, allow, isLarge, answer } of routes) {
    app.route({
      method,
      url: path,
      ...(limit > 0 ? { bodyLimit: limit } : {}),
      onRequest: async (request, reply) => {
        if (path === "/healthz" || path === "/readyz") return;
        if (door === "public") return publicDoor.enter(request, reply);
        if (allow === undefined) return admission.admitStranger(request, reply);
        const known = await admission.admit(request, allow);
        admission.takePlace(request, reply, known.caller);
        signedIn.set(request, known);
      },
      handler: async (request, reply) => {
        const input: unknown = method === "GET" ? request.query : request.body;
        const device = deviceOf(input);
        const caller = signedIn.get(request)?.caller;
        if (device !== undefined && door === "main") await admission.takeDevicePlace(request, reply, caller, device);
        if (isLarge) await turns.take(request);
        const result = await answer(caller, input, { address: request.ip });
        if (!result.ok) throw new Refusal(result.error);
        return result.value;
      },
    });
  }
}

/** Not parsed yet: any short text is a good enough key for a counter. */
const deviceOf = (input: unknown): string | undefined =>
  typeof input === "object" && input !== null && "replica" in input && typeof input.replica === "string" ? input.replica.slice(0, 64) : undefined;
