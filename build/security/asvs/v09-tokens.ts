import type { Chapter } from "./row.ts";

export const tokens: Chapter = {
  number: 9, name: "Self-contained tokens", rows: [
    { id: "9.1.1", what: "signatures are verified before claims are believed", state: "met", in: ["sync-server/identity/verify-token.ts"], tests: ["a token %s is refused with G3001"] },
    { id: "9.1.2", what: "algorithms by a list, without none", state: "met", in: ["sync-server/identity/verify-token.ts"], tests: ["a token %s is refused with G3001"], why: "asymmetric only; unsigned tokens and shared secrets are in the test's table" },
    { id: "9.1.3", what: "keys come from configured places only", state: "met", in: ["sync-server/identity/remote-keys.ts"], tests: ["keys are found through discovery once and kept; a provider away is G3005 and is asked again", "a discovery document that names another issuer is not believed"], why: "a token's own `jku`, `x5u` or `jwk` is not looked at" },
    { id: "9.2.1", what: "times in a token are held to", state: "met", in: ["sync-server/identity/verify-token.ts", "sync-server/identity/remember-verified.ts"], tests: ["a clock half a minute off is forgiven, not more", "a good token is known again for half a minute, and never past its expiry"] },
    { id: "9.2.2", what: "a token is of the kind that is asked for", state: "met", in: ["sync-server/identity/token-kind.ts"], tests: ["%s (typ %s): taken only where it is an access token", "in the Cognito style the client and the use stand for the audience"], why: "by `typ`, or in the Cognito style by `token_use`; a provider that says no kind is believed only where its audience tells the two apart" },
    { id: "9.2.3", what: "a token is for this service", state: "met", in: ["sync-server/identity/verify-token.ts"], tests: ["a token %s is refused with G3001", "in the Cognito style the client and the use stand for the audience"] },
    { id: "9.2.4", what: "issuers name each token's audience", state: "met", in: ["sync-server/identity/demonstration-provider/configure-provider.ts", "sync-server/infra/constructs/user-pool.ts"], tests: ["a standard client signs in with PKCE over the loopback address and gets a token that the centre takes", "the sign-in is a public client with PKCE's flow alone, two factors, and tokens that name it"] },
  ],
};
