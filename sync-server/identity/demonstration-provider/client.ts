/** What the workstation signs in as, in a demonstration. */
export const CLIENT_ID = "guichet-desktop";
/** `aud` of the access tokens, and the resource indicator that asks for them. */
export const AUDIENCE = "urn:guichet:api";
/** Any port of the loopback address (RFC 8252), or the application's own scheme. */
export const REDIRECT_URIS = ["http://127.0.0.1/auth/callback", "guichet://auth"];
