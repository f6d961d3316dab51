import { z } from "zod";
import { ok } from "../../shared/kernel/result.ts";
import { meSchema, type Me } from "../../shared/sync/protocol.ts";
import type { Caller } from "../domain/services.ts";
import { isSignedIn } from "./allow.ts";
import { route } from "./route.ts";

export const meRoute = () =>
  route({
    method: "GET",
    path: "/v1/me",
    summary: "Who the token speaks for: person, role, bank and branches.",
    allow: isSignedIn,
    parse: z.object({}),
    answer: meSchema,
    run: async (caller) => ok(callerToMe(caller)),
  });

const callerToMe = ({ user, name, role, bank, branches }: Caller): Me => ({
  user, name, role,
  ...(bank === undefined ? {} : { bank: { id: bank.id, name: bank.name } }),
  branches: branches.map((branch) => ({ id: branch.id, name: branch.name })),
});
