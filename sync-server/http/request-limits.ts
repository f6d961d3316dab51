import "@fastify/rate-limit";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { HttpLimits } from "./http-deps.ts";
import { Refusal } from "./refusal.ts";

/** Three counters of one minute, each throwing G4004 with the seconds left. In this process only: a second process doubles them. */
export type RequestLimits = {
  readonly countPerson: (request: FastifyRequest, person: string) => Promise<void>;
  readonly countDevice: (request: FastifyRequest, device: string) => Promise<void>;
  /** For what comes without a valid token. */
  readonly countAddress: (request: FastifyRequest) => Promise<void>;
};

type Counter = ReturnType<FastifyInstance["createRateLimit"]>;

/** Needs @fastify/rate-limit registered. */
export function createRequestLimits(app: FastifyInstance, limits: HttpLimits): RequestLimits {
  const keys = new WeakMap<FastifyRequest, string>();
  const counter = (max: number): Counter =>
    app.createRateLimit({ max, timeWindow: 60_000, keyGenerator: (request) => keys.get(request) ?? request.ip });
  const [persons, devices, addresses] = [counter(limits.perPerson), counter(limits.perDevice), counter(limits.perAddress)];
  return {
    countPerson: (request, person) => count(persons, request, () => keys.set(request, person)),
    countDevice: (request, device) => count(devices, request, () => keys.set(request, device)),
    countAddress: (request) => count(addresses, request, () => keys.delete(request)),
  };
}

async function count(counter: Counter, request: FastifyRequest, name: () => void): Promise<void> {
  name();
  const outcome = await counter(request);
  if (!outcome.isAllowed && outcome.isExceeded) throw new Refusal({ code: "G4004" }, Math.max(1, outcome.ttlInSeconds));
}
