import type { FastifyReply, FastifyRequest } from "fastify";
import type { Caller } from "../domain/services.ts";
import type { Allow } from "./allow.ts";
import { authenticate, type SignedIn } from "./authenticate.ts";
import type { Door } from "./door.ts";
import { holdUntilAnswered } from "./hold-until-answered.ts";
import type { HttpDeps, HttpLimits } from "./http-deps.ts";
import type { LoadGate } from "./load-gate.ts";
import { createPlaces } from "./places.ts";
import { Refusal } from "./refusal.ts";
import type { RefusedSubjects } from "./refused-subjects.ts";
import type { RequestLimits } from "./request-limits.ts";
import type { Turns } from "./turns.ts";

/** What every request passes before its body is read. Whoever is not known yet is at the door, and takes no place inside. */
export type Admission = {
  /** G3001 without a valid token, G3002 without the right, G4004 too often, G5002 when the door is full. */
  readonly admit: (request: FastifyRequest, allow: Allow) => Promise<SignedIn>;
  /** A place inside until the answer has left: G4004 when this person has all of hers, G5002 when there is none. */
  readonly takePlace: (request: FastifyRequest, reply: FastifyReply, caller: Caller) => void;
  /** The same of one workstation of hers, once the body has named it. */
  readonly takeDevicePlace: (request: FastifyRequest, reply: FastifyReply, caller: Caller | undefined, device: string) => Promise<void>;
  /** For what anyone may ask: a place at the door until the answer has left, counted by address. */
  readonly admitStranger: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
};

type Ways = { readonly limits: RequestLimits; readonly gate: LoadGate; readonly door: Door; readonly turns: Turns; readonly refused: Pick<RefusedSubjects, "isOf">; readonly each: Pick<HttpLimits, "insidePerPerson" | "insidePerDevice"> };

export function createAdmission({ verify, services }: Pick<HttpDeps, "verify" | "services">, { limits, gate, door, turns, refused, each }: Ways): Admission {
  const persons = createPlaces(each.insidePerPerson);
  const devices = createPlaces(each.insidePerDevice);
  return {
    admit: async (request, allow) => {
      const comeIn = door.enter(request);
      const signedIn = await authenticate(request, verify, services).catch((error: unknown) => countFailure(request, error, limits)).finally(comeIn);
      refused.isOf(request, signedIn.caller.user);
      await limits.countPerson(request, signedIn.caller.user);
      if (!allow.admits(signedIn.caller)) throw new Refusal({ code: "G3002" });
      return signedIn;
    },
    takePlace: (request, reply, { user }) => {
      turns.belongsTo(request, reply, user);
      holdUntilAnswered(reply, persons.enter(user));
      holdUntilAnswered(reply, gate.enter());
    },
    takeDevicePlace: async (request, reply, caller, device) => {
      const name = `${caller?.user ?? request.ip} ${device}`; // what somebody else says of a workstation counts nothing against it
      await limits.countDevice(request, name);
      holdUntilAnswered(reply, devices.enter(name));
    },
    admitStranger: async (request, reply) => {
      await limits.countAddress(request);
      holdUntilAnswered(reply, door.enter(request));
    },
  };
}

/** Guessing tokens is limited by address; a person with a valid token never is, for a whole branch may share one address. */
async function countFailure(request: FastifyRequest, error: unknown, limits: RequestLimits): Promise<never> {
  if (error instanceof Refusal && error.coded.code === "G3001") await limits.countAddress(request);
  throw error;
}
