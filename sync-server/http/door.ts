import type { FastifyRequest } from "fastify";
import { createLoadGate } from "./load-gate.ts";
import { createPlaces } from "./places.ts";

/** Where a request stands until it is known whose it is, and where it is answered if nobody's. */
export type Door = {
  /** Answers the way on. G4004 when its address, or its token, has all of its places; G5002 when there is none. */
  readonly enter: (request: Pick<FastifyRequest, "ip" | "headers">) => () => void;
  readonly inside: () => number;
  readonly shut: () => void;
};

/**
 * `atDoor` places: half of them at most for one address, which may be a whole bank's, and `perToken` for one token, so that a workstation which asks on
 * hundreds of connections at once does not shut out its neighbours of the same address.
 */
export function createDoor({ atDoor, perToken }: { readonly atDoor: number; readonly perToken: number }): Door {
  const gate = createLoadGate(atDoor);
  const addresses = createPlaces(Math.ceil(atDoor / 2));
  const tokens = createPlaces(perToken);
  return {
    enter: ({ ip, headers: { authorization } }) => {
      const ways: (() => void)[] = [];
      const leave = (): void => ways.forEach((way) => way());
      try {
        if (authorization !== undefined) ways.push(tokens.enter(authorization));
        ways.push(addresses.enter(ip));
        ways.push(gate.enter());
        return leave;
      } catch (error) {
        leave();
        throw error;
      }
    },
    inside: gate.inside,
    shut: gate.shut,
  };
}
