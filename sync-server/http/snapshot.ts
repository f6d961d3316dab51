import { snapshotAnswerSchema, snapshotRequestSchema } from "../../shared/sync/protocol.ts";
import type { Services } from "../domain/services.ts";
import { allow } from "./allow.ts";
import { route } from "./route.ts";

export const snapshotRoute = (services: Services) =>
  route({
    method: "POST",
    path: "/v1/snapshot",
    summary: "A branch's files by id, for a fresh replica; the feed goes on from `n`.",
    allow: allow("files.read"),
    isLarge: true,
    parse: snapshotRequestSchema,
    answer: snapshotAnswerSchema,
    run: services.snapshot,
  });
