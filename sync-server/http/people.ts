import { addBranchRequestSchema, decidePersonRequestSchema, peopleAnswerSchema, peopleRequestSchema, personAnswerSchema, withdrawPersonRequestSchema } from "../../shared/sync/people-messages.ts";
import type { Services } from "../domain/services.ts";
import { allow } from "./allow.ts";
import { route, type Route } from "./route.ts";

/** People and branches of the caller's bank. */
export const peopleRoutes = ({ people }: Pick<Services, "people">): readonly Route[] => [
  route({ method: "POST", path: "/v1/people", summary: "People and branches: of the whole bank for an administrator, of her region for a supervisor. Nothing of clients.", allow: allow("people.watch"), parse: peopleRequestSchema, answer: peopleAnswerSchema, run: people.list }),
  route({ method: "POST", path: "/v1/people/decide", summary: "What a person is to be: at one word where it only takes away, at two administrators' where it gives anything; nobody decides on herself.", allow: allow("people.decide"), parse: decidePersonRequestSchema, answer: personAnswerSchema, run: people.decide }),
  route({ method: "POST", path: "/v1/people/withdraw", summary: "What one administrator asked for a person is not to be.", allow: allow("people.decide"), parse: withdrawPersonRequestSchema, answer: personAnswerSchema, run: people.withdraw }),
  route({ method: "POST", path: "/v1/people/branch", summary: "Another branch of the bank.", allow: allow("people.decide"), parse: addBranchRequestSchema, answer: peopleAnswerSchema, run: people.addBranch }),
];
