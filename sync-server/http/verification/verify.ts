import { ok } from "../../../shared/kernel/result.ts";
import { verificationAnswerSchema, verificationRequestSchema } from "../../../shared/sync/verification.ts";
import type { Services } from "../../domain/services.ts";
import { Refusal } from "../refusal.ts";
import { KIB, openRoute } from "../route.ts";
import type { PublicDoor } from "./public-door.ts";

export const VERIFY_PATH = "/v1/verify";

/** A POST although it only reads: number, SIREN and amount belong into no address and no log. `count` hears what was answered and from where. */
export const verifyRoute = ({ verifyRegistration }: Pick<Services, "verifyRegistration">, door: PublicDoor, count: (result: string, from: string) => void) =>
  openRoute({
    method: "POST",
    path: VERIFY_PATH,
    summary: "Whether a registration number stands for a SIREN and an amount in cents. An unknown number, another SIREN and another amount are one and the same mismatch; an amount that was right once is told as amended.",
    door: "public",
    limit: KIB,
    parse: verificationRequestSchema,
    answer: verificationAnswerSchema,
    run: async (asked, { address }) => {
      const verification = await verifyRegistration(asked);
      if (verification.kind === "guarded") {
        count("guarded", "memory");
        throw new Refusal({ code: "G4004" }, verification.waitS);
      }
      const { answer, from } = verification;
      count(answer.result, from);
      if (answer.result !== "mismatch") door.wasRight(address);
      return ok(answer);
    },
  });
