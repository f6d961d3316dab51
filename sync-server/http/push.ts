import { MAX_PUSH_BYTES } from "../../shared/sync/limits.ts";
import { pushAnswerSchema, pushRequestSchema } from "../../shared/sync/protocol.ts";
import type { Services } from "../domain/services.ts";
import { allow } from "./allow.ts";
import type { Metrics } from "./metrics.ts";
import { route } from "./route.ts";

/** The measures hear the kind of every verdict given, the code of every refusal, and of every fork. */
export const pushRoute = (services: Services, { verdict, refusedChange, alarm }: Pick<Metrics, "verdict" | "refusedChange" | "alarm">) =>
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
      if (result.ok) for (const one of result.value.verdicts) {
        verdict(one.kind);
        if (one.kind === "refused") refusedChange(one.code);
      }
      return result;
    },
  });
