import {
  decideQuarantineAnswerSchema, decideQuarantineRequestSchema, quarantineAnswerSchema, quarantineChangesAnswerSchema, quarantineChangesRequestSchema,
  quarantineRequestSchema,
} from "../../shared/sync/quarantine-messages.ts";
import type { Services } from "../domain/services.ts";
import { allow } from "./allow.ts";
import { route, type Route } from "./route.ts";

/** Work of workstations that were sent away: seen, and decided, by whoever answers for its branches. */
export const quarantineRoutes = ({ quarantine }: Pick<Services, "quarantine">): readonly Route[] => [
  route({
    method: "POST",
    path: "/v1/quarantine",
    summary: "What waits of replicas that were revoked or whose owner left, as far as the caller sees all its branches.",
    allow: allow("quarantine.decide"),
    parse: quarantineRequestSchema,
    answer: quarantineAnswerSchema,
    run: quarantine.list,
  }),
  route({
    method: "POST",
    path: "/v1/quarantine/changes",
    summary: "The changes that wait of one replica, page by page.",
    allow: allow("quarantine.decide"),
    parse: quarantineChangesRequestSchema,
    answer: quarantineChangesAnswerSchema,
    run: quarantine.changes,
  }),
  route({
    method: "POST",
    path: "/v1/quarantine/decide",
    summary: "Accepts or turns down what waits of one replica up to a change; nobody decides her own.",
    allow: allow("quarantine.decide"),
    parse: decideQuarantineRequestSchema,
    answer: decideQuarantineAnswerSchema,
    run: quarantine.decide,
  }),
];
