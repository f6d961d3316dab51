import type { FastifyReply, FastifyRequest } from "fastify";
import { createLoadGate } from "../load-gate.ts";
import { Refusal } from "../refusal.ts";
import { createAddressPoints } from "./address-points.ts";

export type PublicDoorOptions = {
  /** Strangers at work at once. They have a room of their own: however many come, no place of the banks' is taken. */
  readonly inside: number;
  /** A minute, of one address: a right question costs one, any other {@link MISS_POINTS}. */
  readonly pointsPerAddress: number;
  /** The only other origin whose page may ask here. */
  readonly origin: string | undefined;
  readonly now: () => number;
};

/** Where anybody may come in without a token. */
export type PublicDoor = {
  /** Takes a place until the answer has left; G5002 when there is none. */
  readonly takePlace: (reply: FastifyReply) => void;
  /** The same, and what a wrong question costs; G4004 with the seconds to wait. Lets the one other origin read the answer. */
  readonly enter: (request: FastifyRequest, reply: FastifyReply) => void;
  /** The question was right: it costs a point only. */
  readonly wasRight: (address: string) => void;
  readonly inside: () => number;
  /** From here on nobody enters. */
  readonly shut: () => void;
};

export const MISS_POINTS = 10;

export function createPublicDoor({ inside, pointsPerAddress, origin, now }: PublicDoorOptions): PublicDoor {
  const gate = createLoadGate(inside);
  const points = createAddressPoints(pointsPerAddress, now);
  const takePlace = (reply: FastifyReply): void => void reply.raw.once("close", gate.enter());
  return {
    takePlace,
    enter: (request, reply) => {
      if (origin !== undefined) reply.header("vary", "origin");
      if (origin !== undefined && request.headers.origin === origin) reply.header("access-control-allow-origin", origin).header("access-control-expose-headers", "retry-after, x-error-code");
      takePlace(reply);
      const waitS = points.take(request.ip, MISS_POINTS);
      if (waitS !== undefined) throw new Refusal({ code: "G4004" }, waitS);
    },
    wasRight: (address) => points.giveBack(address, MISS_POINTS - 1),
    inside: gate.inside,
    shut: gate.shut,
  };
}
