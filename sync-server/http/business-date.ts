import { z } from "zod";
import { parseLegalDate } from "../../shared/kernel/legal-date.ts";
import { err } from "../../shared/kernel/result.ts";
import { DEMONSTRATION_DATES, isDemonstrationDate } from "../../shared/pge/demonstration-dates.ts";
import { businessDateRequestSchema } from "../../shared/sync/protocol.ts";
import type { Services } from "../domain/services.ts";
import { allow } from "./allow.ts";
import { route } from "./route.ts";

/** The work refuses with G3006 where the store is not a demonstration. */
export const businessDateRoute = (services: Services) =>
  route({
    method: "POST",
    path: "/v1/demonstration/business-date",
    summary: `Demonstration only: the date that every rule is applied on, from ${DEMONSTRATION_DATES.first} to ${DEMONSTRATION_DATES.last}.`,
    allow: allow("demonstration.date"),
    parse: businessDateRequestSchema,
    answer: z.object({ businessDate: z.string() }),
    run: async (caller, { businessDate }) => {
      const date = parseLegalDate(businessDate);
      if (!date.ok) return err({ code: "G4001", fields: [{ field: "businessDate", reason: "not-a-date" }], params: { path: "businessDate" } });
      if (!isDemonstrationDate(date.value)) return err({ code: "G4001", fields: [{ field: "businessDate", reason: "BUSINESS_DATE_RANGE" }], params: { path: "businessDate", ...DEMONSTRATION_DATES } });
      return services.setBusinessDate(caller, date.value);
    },
  });
