import { proofAnswerSchema, proofRequestSchema } from "../../shared/sync/proof-messages.ts";
import type { Services } from "../domain/services.ts";
import { allow } from "./allow.ts";
import { route } from "./route.ts";

export const proofRoute = ({ proveLine }: Pick<Services, "proveLine">) =>
  route({
    method: "POST", path: "/v1/proof", summary: "That the centre's audit has the pushes of the caller's own replica: the chain from each to the next signed anchor, events of others by their hashes.",
    allow: allow("desk.keep"), isLarge: true, parse: proofRequestSchema, answer: proofAnswerSchema, run: proveLine,
  });
