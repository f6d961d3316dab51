import { packsAnswerSchema, packsRequestSchema } from "../../shared/sync/pack-messages.ts";
import type { Services } from "../domain/services.ts";
import { allow } from "./allow.ts";
import { route } from "./route.ts";

export const packsRoute = (services: Pick<Services, "packs">) =>
  route({
    method: "POST",
    path: "/v1/packs",
    summary: "The packs of rules that the centre published, signed, in the order of publication; without the documents that the caller has.",
    allow: allow("self.read"),
    parse: packsRequestSchema,
    answer: packsAnswerSchema,
    run: services.packs,
  });
