import { enrolAnswerSchema, enrolRequestSchema } from "../../shared/sync/protocol.ts";
import type { Services } from "../domain/services.ts";
import { allow } from "./allow.ts";
import { route } from "./route.ts";

export const enrolRoute = (services: Services) =>
  route({
    method: "POST",
    path: "/v1/enrol",
    summary: "Binds a replica and its public key to the token's person. Repeating it with the same key is harmless.",
    allow: allow("desk.keep"),
    parse: enrolRequestSchema,
    answer: enrolAnswerSchema,
    run: services.enrol,
  });
