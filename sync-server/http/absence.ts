import { absenceRequestSchema } from "../../shared/sync/approval-messages.ts";
import { meSchema } from "../../shared/sync/protocol.ts";
import type { Services } from "../domain/services.ts";
import { allow } from "./allow.ts";
import { route } from "./route.ts";

export const absenceRoute = ({ setAbsence }: Pick<Services, "setAbsence">) =>
  route({
    method: "POST",
    path: "/v1/absence",
    summary: "Declares the caller's absence and who stands in for her, or ends it; an administrator may do so for a colleague.",
    allow: allow("absence.own"),
    parse: absenceRequestSchema,
    answer: meSchema,
    run: setAbsence,
  });
