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

/** A stranger's minute is not spent in its first second: a sixth of it in ten, and this many at least. */
const LEAST_BURST = 200;

/** Needs @fastify/rate-limit registered. */
export function createRequestLimits(app: FastifyInstance, limits: HttpLimits): RequestLimits {
  const keys = new WeakMap<FastifyRequest, string>();
  const counter = (max: number, timeWindow = 60_000): Counter =>
    app.createRateLimit({ max, timeWindow, keyGenerator: (request) => keys.get(request) ?? request.ip });
  const [persons, devices, addresses] = [counter(limits.perPerson), counter(limits.perDevice), counter(limits.perAddress)];
  const bursts = counter(Math.max(LEAST_BURST, Math.ceil(limits.perAddress / 6)), 10_000);
  return {
    countPerson: (request, person) => count(persons, request, () => keys.set(request, person)),
    countDevice: (request, device) => count(devices, request, () => keys.set(request, device)),
    countAddress: async (request) => {
      for (const each of [bursts, addresses]) await count(each, request, () => keys.delete(request));
    },
  };
}

async function count(counter: Counter, request: FastifyRequest, name: () => void): Promise<void> {
  name();
  const outcome = await counter(request);
  if (!outcome.isAllowed && outcome.isExceeded) throw new Refusal({ code: "G4004" }, Math.max(1, outcome.ttlInSeconds));
}
