import type { FastifyRequest } from "fastify";
import type { Services } from "../domain/services.ts";

/** Statuses of which the log says whose they were: not signed in, no right, too often. */
const REFUSED = new Set([401, 403, 429]);

/** Whose request was refused, as a pseudonym under a key of the store (domain/log): refusals of one person can be counted, and named by who has the key. Nothing is said of what was answered. */
export type RefusedSubjects = {
  readonly isOf: (request: FastifyRequest, person: string) => void;
  /** For a line of the log: `who` of a person of the directory; `from` of whoever is none, by her address. */
  readonly factsOf: (request: FastifyRequest, status: number) => { readonly who?: string; readonly from?: string };
};

export function createRefusedSubjects({ pseudonym }: Pick<Services, "pseudonym">): RefusedSubjects {
  const persons = new WeakMap<FastifyRequest, string>();
  return {
    isOf: (request, person) => void persons.set(request, person),
    factsOf: (request, status) => {
      if (!REFUSED.has(status)) return {};
      const person = persons.get(request);
      return person === undefined ? { from: pseudonym(`address ${request.ip}`) } : { who: pseudonym(`person ${person}`) };
    },
  };
}

