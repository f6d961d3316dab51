import { pullAnswerSchema, pullRequestSchema } from "../../shared/sync/protocol.ts";
import type { Services } from "../domain/services.ts";
import { allow } from "./allow.ts";
import { KIB, route } from "./route.ts";

export const pullRoute = (services: Services) =>
  route({
    method: "POST",
    path: "/v1/pull",
    summary: "What happened in the branches since the cursors, in order.",
    allow: allow("files.read"),
    isLarge: true,
    limit: 128 * KIB,
    parse: pullRequestSchema,
    answer: pullAnswerSchema,
    run: services.pull,
  });
