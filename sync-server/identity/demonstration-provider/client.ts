import type { TrustedIssuer } from "../trusted-issuer.ts";

/** What the workstation signs in as, in a demonstration. */
export const CLIENT_ID = "guichet-desktop";
/** `aud` of the access tokens, and the resource indicator that asks for them. */
export const AUDIENCE = "urn:guichet:api";
/** Any port of the loopback address (RFC 8252), or the application's own scheme. */
export const REDIRECT_URIS = ["http://127.0.0.1/auth/callback", "guichet://auth"];
/** `acr` of a sign-in with a second factor. */
export const SECOND_FACTOR = "urn:guichet:acr:second-factor";

/** What the centre says and believes of this provider, whoever runs it. */
export const demonstrationTerms = (secondFactor: boolean): Pick<TrustedIssuer, "style" | "audience" | "clientId" | "scope" | "asksResource" | "demandedScope" | "acr" | "bank"> => ({
  style: "standard", audience: AUDIENCE, clientId: CLIENT_ID, scope: "openid offline_access", asksResource: true, demandedScope: [], acr: secondFactor ? [SECOND_FACTOR] : [], bank: undefined,
});
