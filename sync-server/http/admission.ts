import type { FastifyReply, FastifyRequest } from "fastify";
import type { Allow } from "./allow.ts";
import { authenticate, type SignedIn } from "./authenticate.ts";
import type { HttpDeps } from "./http-deps.ts";
import type { LoadGate } from "./load-gate.ts";
import { Refusal } from "./refusal.ts";
import type { RequestLimits } from "./request-limits.ts";

/** What every request passes before its body is read. */
export type Admission = {
  /** Takes a place inside until the answer has left. G5002 when there is none. */
  readonly takePlace: (reply: FastifyReply) => void;
  /** G3001 without a valid token, G3002 without the right, G4004 too often. */
  readonly admit: (request: FastifyRequest, allow: Allow) => Promise<SignedIn>;
  readonly countStranger: (request: FastifyRequest) => Promise<void>;
};

export function createAdmission({ verify, services }: Pick<HttpDeps, "verify" | "services">, limits: RequestLimits, gate: LoadGate): Admission {
  return {
    takePlace: (reply) => {
      reply.raw.once("close", gate.enter());
    },
    admit: async (request, allow) => {
      const signedIn = await authenticate(request, verify, services).catch((error: unknown) => countFailure(request, error, limits));
      await limits.countPerson(request, signedIn.caller.user);
      if (!allow.admits(signedIn.caller)) throw new Refusal({ code: "G3002" });
      return signedIn;
    },
    countStranger: limits.countAddress,
  };
}

/** Guessing tokens is limited by address; a person with a valid token never is, for a whole branch may share one address. */
async function countFailure(request: FastifyRequest, error: unknown, limits: RequestLimits): Promise<never> {
  if (error instanceof Refusal && error.coded.code === "G3001") await limits.countAddress(request);
  throw error;
}
