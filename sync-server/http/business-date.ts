import { z } from "zod";
import { parseLegalDate } from "../../shared/kernel/legal-date.ts";
import { err } from "../../shared/kernel/result.ts";
import { businessDateRequestSchema } from "../../shared/sync/protocol.ts";
import type { Services } from "../domain/services.ts";
import { isSignedIn } from "./allow.ts";
import { route } from "./route.ts";

/** The work refuses with G3006 where the store is not a demonstration. */
export const businessDateRoute = (services: Services) =>
  route({
    method: "POST",
    path: "/v1/demonstration/business-date",
    summary: "Demonstration only: the date that every rule is applied on.",
    allow: isSignedIn,
    parse: businessDateRequestSchema,
    answer: z.object({ businessDate: z.string() }),
    run: async (caller, { businessDate }) => {
      const date = parseLegalDate(businessDate);
      if (!date.ok) return err({ code: "G4001", fields: [{ field: "businessDate", reason: "not-a-date" }], params: { path: "businessDate" } });
      return services.setBusinessDate(caller, date.value);
    },
  });
