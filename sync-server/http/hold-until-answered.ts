import type { FastifyReply } from "fastify";
import { Refusal } from "./refusal.ts";

/** Gives a place back when the answer has left, or its reader has. @throws Refusal, the place given back, where the reader left meanwhile: nothing more is done for it. */
export function holdUntilAnswered(reply: FastifyReply, leave: () => void): void {
  if (!reply.raw.closed) {
    reply.raw.once("close", leave);
    return;
  }
  leave();
  throw new Refusal({ code: "G4001", params: { path: "" } });
}
