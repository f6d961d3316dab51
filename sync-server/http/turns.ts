import type { FastifyReply, FastifyRequest } from "fastify";
import { holdUntilAnswered } from "./hold-until-answered.ts";

/** Large work of one person goes one piece after the other: it keeps this thread for hundreds of milliseconds, in slices that others' work lies between. */
export type Turns = {
  /** Whose work a request is, from here on. */
  readonly belongsTo: (request: FastifyRequest, reply: FastifyReply, person: string) => void;
  /** Comes when it is this request's turn; at once for one that has it, and for a stranger's, which is never large. @throws Refusal where its reader left meanwhile */
  readonly take: (request: FastifyRequest) => Promise<void>;
  /** The work is done, the answer may still be on its way. */
  readonly end: (request: FastifyRequest) => void;
};

type Owner = { readonly reply: FastifyReply; readonly person: string; end?: () => void };

export function createTurns(): Turns {
  const owners = new WeakMap<FastifyRequest, Owner>();
  const last = new Map<string, Promise<unknown>>();
  return {
    belongsTo: (request, reply, person) => void owners.set(request, { reply, person }),
    take: async (request) => {
      const owner = owners.get(request);
      if (owner === undefined || owner.end !== undefined) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      const before = last.get(owner.person);
      const mine = Promise.all([before, promise]);
      last.set(owner.person, mine);
      void mine.finally(() => {
        if (last.get(owner.person) === mine) last.delete(owner.person);
      });
      owner.end = resolve;
      await before;
      holdUntilAnswered(owner.reply, resolve);
    },
    end: (request) => owners.get(request)?.end?.(),
  };
}
