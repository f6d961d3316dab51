import { z } from "zod";
import { ok } from "../../shared/kernel/result.ts";
import { meSchema } from "../../shared/sync/protocol.ts";
import type { Services } from "../domain/services.ts";
import { allow } from "./allow.ts";
import { route } from "./route.ts";

export const meRoute = (services: Pick<Services, "me">) =>
  route({
    method: "GET",
    path: "/v1/me",
    summary: "Who the token speaks for: person, role, bank and branches, and the names of her colleagues.",
    allow: allow("self.read"),
    parse: z.object({}),
    answer: meSchema,
    run: async (caller) => ok(await services.me(caller)),
  });
