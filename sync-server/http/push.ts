import { MAX_PUSH_BYTES } from "../../shared/sync/limits.ts";
import { pushAnswerSchema, pushRequestSchema } from "../../shared/sync/protocol.ts";
import type { Services } from "../domain/services.ts";
import { allow } from "./allow.ts";
import { route } from "./route.ts";

/** `count` hears the kind of every verdict given, `alarm` of every fork. */
export const pushRoute = (services: Services, count: (verdict: string) => void, alarm: (kind: string) => void) =>
  route({
    method: "POST",
    path: "/v1/push",
    summary: "Consecutive changes of one replica's line; one verdict a change, in order.",
    allow: allow("desk.keep"),
    limit: MAX_PUSH_BYTES,
    texts: "per-change",
    parse: pushRequestSchema,
    answer: pushAnswerSchema,
    run: async (caller, request) => {
      const result = await services.push(caller, request);
      if (!result.ok && result.error.code === "G4009") alarm("fork");
      if (result.ok) for (const { kind } of result.value.verdicts) count(kind);
      return result;
    },
  });
