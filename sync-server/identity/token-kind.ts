import type { JWTHeaderParameters, JWTPayload } from "jose";
import type { TrustedIssuer } from "./trusted-issuer.ts";

/** What only an ID token carries (OpenID Connect Core 2 and 3.3.2.11), or says of itself (Keycloak's `typ`). */
const OF_ID_TOKENS = ["nonce", "at_hash", "c_hash", "s_hash"] as const;
const ACCESS_TYPES = ["at+jwt", "application/at+jwt"];

/**
 * Whether it is an access token, and no other thing that the provider signs. RFC 9068 says so by the header's `typ`. Of a provider from before it, whose `typ` is "JWT" or nothing, a token is believed
 * where its audience alone tells it from an ID token (whose audience is the client), and nothing in it is an ID token's. Any other `typ` names another thing. Cognito says it by `token_use`.
 */
export function isAccessToken({ typ }: Pick<JWTHeaderParameters, "typ">, payload: JWTPayload, { style, audience, clientId }: Pick<TrustedIssuer, "style" | "audience" | "clientId">): boolean {
  if (style === "cognito") return payload["token_use"] === "access" && payload["client_id"] === clientId;
  if (typ !== undefined && ACCESS_TYPES.includes(typ.toLowerCase())) return true;
  if (typ !== undefined && typ.toUpperCase() !== "JWT") return false;
  return audience !== clientId && payload["typ"] !== "ID" && OF_ID_TOKENS.every((claim) => payload[claim] === undefined);
}

/** Whether it was given for this: every scope demanded stands in `scope` (RFC 9068, RFC 8693), or in `scp`, as some providers write it. */
export function isGivenFor({ scope, scp }: JWTPayload, demanded: readonly string[]): boolean {
  const given = [scope, scp].flatMap((said) => (typeof said === "string" ? said.split(" ") : Array.isArray(said) ? said : []));
  return demanded.every((one) => given.includes(one));
}
