import {
  actAnswerSchema, actRequestSchema, decideActRequestSchema, findRegistrationsAnswerSchema, findRegistrationsRequestSchema, listActsAnswerSchema, listActsRequestSchema,
} from "../../shared/sync/operator-messages.ts";
import type { Services } from "../domain/services.ts";
import { allow } from "./allow.ts";
import { route, type Route } from "./route.ts";

/** What the centre does to a registration by itself, at the word of its operators. Nobody of a bank enters here. */
export const operatorRoutes = ({ operator }: Pick<Services, "operator">): readonly Route[] => [
  route({
    method: "POST",
    path: "/v1/operator/registrations",
    summary: "Registrations by number, or by company and bank, and where each loan stands; nothing else of the client.",
    allow: allow("registrations.act"),
    parse: findRegistrationsRequestSchema,
    answer: findRegistrationsAnswerSchema,
    run: operator.find,
  }),
  route({
    method: "POST",
    path: "/v1/operator/act",
    summary: "Corrects the amount of a registration, cancels it, or asks to release its number; `dry` says what would change.",
    allow: allow("registrations.act"),
    parse: actRequestSchema,
    answer: actAnswerSchema,
    run: operator.act,
  }),
  route({
    method: "POST",
    path: "/v1/operator/decide",
    summary: "A second operator confirms an act that waits, or any turns it down.",
    allow: allow("registrations.act"),
    parse: decideActRequestSchema,
    answer: actAnswerSchema,
    run: operator.decide,
  }),
  route({
    method: "POST",
    path: "/v1/operator/acts",
    summary: "What was asked, done and turned down, the newest first: who, why, and where the loan stood before and after.",
    allow: allow("registrations.act"),
    parse: listActsRequestSchema,
    answer: listActsAnswerSchema,
    run: operator.acts,
  }),
];
