import { historyAnswerSchema, historyRequestSchema } from "../../shared/sync/history-messages.ts";
import { allow } from "./allow.ts";
import type { HttpDeps } from "./http-deps.ts";
import { route } from "./route.ts";

export const historyRoute = ({ services }: Pick<HttpDeps, "services">) =>
  route({
    method: "POST",
    path: "/v1/history",
    summary: "How one file was made: its changes with their signatures and verdicts, and a statement of it that the centre signs, for an evidence file.",
    allow: allow("files.read"),
    isLarge: true,
    parse: historyRequestSchema,
    answer: historyAnswerSchema,
    run: (caller, request) => services.history(caller, request),
  });
