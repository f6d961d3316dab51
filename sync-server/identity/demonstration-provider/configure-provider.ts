import { createHash } from "node:crypto";
import Provider, { errors, interactionPolicy, type Configuration, type KoaContextWithOIDC } from "oidc-provider";
import { AUDIENCE, CLIENT_ID, REDIRECT_URIS, SECOND_FACTOR } from "./client.ts";
import type { InventedPeople } from "./invented-people.ts";
import { journalAdapter } from "./journal-adapter.ts";
import type { ProviderSecrets } from "./provider-secrets.ts";
import type { SessionJournal } from "./session-journal.ts";
import { errorPage } from "./sign-in-page.ts";
import { chooseLanguage } from "./sign-in-words.ts";

const HOUR_S = 3600;
const DAY_S = 24 * HOUR_S;

export type ProviderParts = {
  readonly issuer: string; readonly secrets: ProviderSecrets; readonly secondFactor: boolean; readonly journal: SessionJournal; readonly people: InventedPeople;
  readonly now: () => number; readonly onError: (error: unknown) => void;
};

/** A real OpenID provider for invented people: authorization code with PKCE, JWT access tokens, rotating refresh tokens. */
export function configureProvider(parts: ProviderParts): Provider {
  const provider = new Provider(parts.issuer, configuration(parts));
  provider.on("server_error", (_ctx, error) => parts.onError(error));
  provider.on("grant.error", (ctx, error) => {
    revokeStolen(provider, ctx, error).catch(parts.onError);
  });
  return provider;
}

/** Whoever shows a refresh token without the key that it is bound to has it from somebody else: the whole line is over, at once. */
async function revokeStolen(provider: Provider, { oidc }: KoaContextWithOIDC, error: errors.OIDCProviderError): Promise<void> {
  const shown = oidc.params?.["refresh_token"];
  if (typeof shown !== "string" || error.error_detail !== "failed jkt verification") return;
  const token = await provider.RefreshToken.find(shown, { ignoreExpiration: true });
  if (token?.grantId !== undefined) await provider.RefreshToken.revokeByGrantId(token.grantId);
}

const configuration = ({ secrets, journal, people, now, secondFactor }: ProviderParts): Configuration => ({
  adapter: journalAdapter(journal, now),
  clients: [{
    client_id: CLIENT_ID, client_name: "Guichet", application_type: "native", token_endpoint_auth_method: "none",
    grant_types: ["authorization_code", "refresh_token"], response_types: ["code"], redirect_uris: REDIRECT_URIS,
  }],
  jwks: { keys: [{ ...secrets.signing }] },
  cookies: {
    keys: secrets.cookieKeys,
    // Cookies ignore ports: two demonstrations on one machine must not read each other's.
    names: { session: `guichet_session_${secrets.signing.kid}`, interaction: `guichet_interaction_${secrets.signing.kid}`, resume: `guichet_resume_${secrets.signing.kid}` },
    long: { httpOnly: true, sameSite: "lax" }, short: { httpOnly: true, sameSite: "lax" },
  },
  pkce: { required: () => true },
  scopes: ["openid", "offline_access"],
  claims: { openid: ["sub"], profile: ["name"] },
  ...(secondFactor ? { acrValues: [SECOND_FACTOR] } : {}),
  // How she signed in, for as long as that sign-in is renewed (RFC 9068, 2.2.1).
  extraTokenClaims: ({ oidc }) => {
    const { acr, amr } = oidc.entities.RefreshToken ?? oidc.entities.AuthorizationCode ?? {};
    return { ...(acr === undefined ? {} : { acr }), ...(amr === undefined ? {} : { amr }) };
  },
  features: {
    devInteractions: { enabled: false },
    // A clock that is wrong signs in all the same: told of a nonce, the workstation proves by that in place of the time.
    dPoP: { enabled: true, nonceSecret: createHash("sha256").update(`dpop ${secrets.cookieKeys[0]}`).digest() },
    revocation: { enabled: true, allowedPolicy: async (_ctx, client, { clientId }) => clientId === client.clientId },
    userinfo: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => AUDIENCE,
      useGrantedResource: () => true,
      getResourceServerInfo: (_ctx, resource) => {
        if (resource !== AUDIENCE) throw new errors.InvalidTarget("unknown resource");
        return { audience: AUDIENCE, scope: "", accessTokenFormat: "jwt", accessTokenTTL: HOUR_S, jwt: { sign: { alg: "RS256" } } };
      },
    },
  },
  interactions: { policy: alwaysAsk(), url: (_ctx, { uid }) => `${INTERACTION_PATH}${uid}` },
  findAccount: (_ctx, sub) => {
    const person = people.people.find(({ id }) => id === sub);
    return person === undefined ? undefined : { accountId: sub, claims: () => ({ sub, name: person.name }) };
  },
  // The only client is our own: what it asks for is granted, and kept until it signs out.
  loadExistingGrant: async ({ oidc }) => {
    const grant = new oidc.provider.Grant({ clientId: oidc.client?.clientId ?? "", accountId: oidc.session?.accountId ?? "" });
    grant.addOIDCScope("openid offline_access");
    grant.addResourceScope(AUDIENCE, "");
    await grant.save();
    return grant;
  },
  issueRefreshToken: (_ctx, client) => client.grantTypeAllowed("refresh_token"),
  rotateRefreshToken: true,
  expiresWithSession: () => false,
  ttl: { AccessToken: HOUR_S, AuthorizationCode: 60, IdToken: HOUR_S, Interaction: HOUR_S, Session: HOUR_S, Grant: 90 * DAY_S, RefreshToken: 30 * DAY_S },
  renderError: (ctx, { error }) => {
    const page = errorPage(chooseLanguage(undefined, ctx.get("accept-language")), error);
    ctx.type = "html";
    ctx.set(page.headers);
    ctx.body = page.html;
  },
});

export const INTERACTION_PATH = "/oidc/interaction/";

/** A workstation is shared by several advisors: a browser's memory never signs in for the next one. No consent page: the client is ours. */
function alwaysAsk(): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base();
  policy.remove("consent");
  policy.get("login")?.checks.add(
    new interactionPolicy.Check("sign_in_each_time", "sign in again", "login_required", ({ oidc }) =>
      oidc.result?.login === undefined ? interactionPolicy.Check.REQUEST_PROMPT : interactionPolicy.Check.NO_NEED_TO_PROMPT),
  );
  return policy;
}
