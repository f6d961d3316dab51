import { attestationAnswerSchema, attestationRequestSchema } from "../../shared/sync/attestation-messages.ts";
import { allow } from "./allow.ts";
import type { HttpDeps } from "./http-deps.ts";
import { route } from "./route.ts";

/** Each takes a thread of the centre's a tenth of a second: people's own limits are enough, for nobody prints faster. */
export const attestationRoute = ({ services, verificationAddress }: Pick<HttpDeps, "services" | "verificationAddress">) =>
  route({
    method: "POST",
    path: "/v1/attestation",
    summary: "The attestation of a registered file as a PDF that the centre makes of what it holds, and seals (PAdES-B-B).",
    allow: allow("files.read"),
    parse: attestationRequestSchema,
    answer: attestationAnswerSchema,
    run: (caller, request) => services.attest(caller, request, verificationAddress()),
  });
