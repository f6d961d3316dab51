import { MAX_PUSH_BYTES } from "../../shared/sync/limits.ts";
import {
  alarmRequestSchema, endRecoveryAnswerSchema, endRecoveryRequestSchema, lateVerdictsAnswerSchema, lateVerdictsRequestSchema, missingAnswerSchema, missingRequestSchema,
  recoveryReportAnswerSchema, recoveryReportRequestSchema, reofferAnswerSchema, reofferRequestSchema, takenSchema,
} from "../../shared/sync/recovery-messages.ts";
import type { Services } from "../domain/services.ts";
import { allow } from "./allow.ts";
import { KIB, route, type Route } from "./route.ts";

/** After a restore. `count` hears the kind of every alarm. */
export const restoreRoutes = (services: Services, count: (alarm: string) => void): readonly Route[] => [
  route({
    method: "POST",
    path: "/v1/reoffer",
    summary: "Answered changes that a restored centre lost, with the verdicts they had; one verdict a change, in order.",
    allow: allow("desk.keep"),
    limit: MAX_PUSH_BYTES,
    texts: "per-change",
    parse: reofferRequestSchema,
    answer: reofferAnswerSchema,
    run: services.reoffer,
  }),
  route({
    method: "POST",
    path: "/v1/alarm",
    summary: "A replica stopped: the centre is behind what it acknowledged, or ahead of all that was sealed there.",
    allow: allow("desk.keep"),
    parse: alarmRequestSchema,
    answer: takenSchema,
    run: async (caller, request) => {
      const taken = await services.alarm(caller, request);
      if (taken.ok) count(request.kind);
      return taken;
    },
  }),
  route({
    method: "POST",
    path: "/v1/missing",
    summary: "Files that a replica was told of in an earlier epoch and no longer finds.",
    allow: allow("desk.keep"),
    limit: 128 * KIB,
    parse: missingRequestSchema,
    answer: missingAnswerSchema,
    run: services.missing,
  }),
  route({
    method: "POST",
    path: "/v1/late-verdicts",
    summary: "Changes of a replica that were refused when a recovery ended, after their author was told that they were accepted.",
    allow: allow("desk.keep"),
    parse: lateVerdictsRequestSchema,
    answer: lateVerdictsAnswerSchema,
    run: services.lateVerdicts,
  }),
  route({
    method: "POST",
    path: "/v1/recovery/report",
    summary: "Where the last recovery stands: an administrator's own bank, by name; for an operator, figures.",
    allow: allow("recovery.decide"),
    parse: recoveryReportRequestSchema,
    answer: recoveryReportAnswerSchema,
    run: services.recoveryReport,
  }),
  route({
    method: "POST",
    path: "/v1/recovery/end",
    summary: "The first person confirms that the recovery may end, another one ends it.",
    allow: allow("recovery.decide"),
    parse: endRecoveryRequestSchema,
    answer: endRecoveryAnswerSchema,
    run: services.endRecovery,
  }),
];
