import { z } from "zod";
import { ok } from "../../shared/kernel/result.ts";
import { helloSchema, MIN_PROTOCOL_VERSION, PROTOCOL_VERSION } from "../../shared/sync/protocol.ts";
import type { HttpDeps } from "./http-deps.ts";
import { openRoute } from "./route.ts";

/** Who answers here, where to sign in, what time it is. Public: it names no bank and no person, except a demonstration's. */
export const helloRoute = ({ services, signIn, accounts, verificationAddress, now }: HttpDeps) =>
  openRoute({
    method: "GET",
    path: "/v1/hello",
    summary: "What this centre is, where to sign in, and the date its rules apply on. `bank` chooses that bank's identity provider.",
    parse: z.object({ bank: z.uuid().optional() }),
    answer: helloSchema,
    run: async ({ bank }) => {
      const { centre, epoch, recovering, businessDate, rules, reference, demonstration, receiptKeys, sealingKeys, expiry } = await services.centre();
      return ok({
        name: "guichet" as const, protocol: PROTOCOL_VERSION, minProtocol: MIN_PROTOCOL_VERSION,
        centre, epoch, businessDate, rules, reference, now: now(), receiptKeys: [...receiptKeys], sealingKeys: [...sealingKeys],
        verification: verificationAddress(),
        ...(recovering ? { recovering } : {}),
        ...(expiry === undefined ? {} : { expiry }),
        ...(await signIn(bank)),
        ...(demonstration && accounts !== undefined ? { demonstration: { accounts: [...accounts] } } : {}),
      });
    },
  });
