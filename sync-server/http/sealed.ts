import { MAX_PUSH_BYTES } from "../../shared/sync/limits.ts";
import { sealedAnswerSchema, sealedRequestSchema } from "../../shared/sync/protocol.ts";
import type { Services } from "../domain/services.ts";
import { allow } from "./allow.ts";
import { route } from "./route.ts";

export const sealedRoute = (services: Pick<Services, "takeSealed">) =>
  route({
    method: "POST",
    path: "/v1/sealed",
    summary: "One part of a sealed file, whoever of the bank brings it. Its author's own signature and rights decide; repeating it is harmless.",
    allow: allow("desk.keep"),
    limit: MAX_PUSH_BYTES,
    parse: sealedRequestSchema,
    answer: sealedAnswerSchema,
    run: (caller, { sealed }) => services.takeSealed(caller, sealed),
  });
