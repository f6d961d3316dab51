import { z } from "zod";
import { ok } from "../../../shared/kernel/result.ts";
import { verificationKeysSchema } from "../../../shared/sync/verification.ts";
import type { Services } from "../../domain/services.ts";
import { openRoute } from "../route.ts";
import type { PublicDoor } from "./public-door.ts";

export const VERIFICATION_KEYS_PATH = "/v1/verification-keys";

/** [VE6] What the page checks a sealed attestation with. It costs an address what a right question does. */
export const verificationKeysRoute = ({ centre }: Pick<Services, "centre">, door: PublicDoor) =>
  openRoute({
    method: "GET",
    path: VERIFICATION_KEYS_PATH,
    summary: "Public keys that sealed attestations are checked with, in the page: every one that the centre ever signed with.",
    door: "public",
    parse: z.object({}),
    answer: verificationKeysSchema,
    run: async (_input, { address }) => {
      const { receiptKeys } = await centre();
      door.wasRight(address);
      return ok({ keys: receiptKeys.map(({ kty, crv, x, kid }) => ({ kty, crv, x, kid })) });
    },
  });
