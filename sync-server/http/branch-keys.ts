import { branchKeysAnswerSchema, branchKeysRequestSchema } from "../../shared/sync/protocol.ts";
import type { Services } from "../domain/services.ts";
import { allow } from "./allow.ts";
import { route } from "./route.ts";

export const branchKeysRoute = (services: Pick<Services, "branchKeys">) =>
  route({
    method: "POST",
    path: "/v1/branch-keys",
    summary: "What the shared folders of the caller's branches are written and read with, and whose workstations write there.",
    allow: allow("desk.keep"),
    parse: branchKeysRequestSchema,
    answer: branchKeysAnswerSchema,
    run: services.branchKeys,
  });
