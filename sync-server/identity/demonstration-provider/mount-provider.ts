import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { createLocalJWKSet } from "jose";
import type Provider from "oidc-provider";
import type { TrustedIssuer } from "../trusted-issuer.ts";
import { demonstrationTerms } from "./client.ts";
import { configureProvider } from "./configure-provider.ts";
import type { InventedPeople } from "./invented-people.ts";
import { openProviderSecrets } from "./provider-secrets.ts";
import { createSecondFactor } from "./second-factor.ts";
import { openSessionJournal } from "./session-journal.ts";
import { registerSignIn } from "./sign-in-routes.ts";
import { createSignInThrottle } from "./sign-in-throttle.ts";

export type ProviderPlace = {
  readonly folder: string; readonly publicUrl: () => string; readonly now: () => number; readonly onError: (error: unknown) => void;
};
export type DemonstrationProvider = { readonly trusted: () => TrustedIssuer; readonly close: () => void };

/**
 * Puts the provider under /oidc of the server, keeping its keys and sessions in `folder`. The issuer's address is known once the server
 * listens, so the provider is made at the first request or at the first call of `trusted`.
 */
export async function mountProvider(app: FastifyInstance, people: InventedPeople, place: ProviderPlace & { readonly secondFactor: boolean }): Promise<DemonstrationProvider> {
  const secrets = await openProviderSecrets(join(place.folder, "keys.json"));
  const journal = openSessionJournal(join(place.folder, "sessions.jsonl"), place.now);
  const { d: _d, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...publicKey } = secrets.signing;
  const keys = createLocalJWKSet({ keys: [publicKey] });
  const issuer = (): string => `${place.publicUrl()}/oidc`;
  let made: Provider | undefined;
  const provider = async (): Promise<Provider> => (made ??= configureProvider({ issuer: issuer(), secrets, journal, people, secondFactor: place.secondFactor, now: place.now, onError: place.onError }));

  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    registerSignIn(scope, { provider, people, throttle: createSignInThrottle(place.now), secondFactor: place.secondFactor ? createSecondFactor(secrets.cookieKeys[0] ?? "", place.now) : undefined });
  });
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    // The provider reads its own bodies.
    scope.addContentTypeParser("*", (_request, _payload, done) => done(null));
    scope.all("/oidc/*", async (request, reply) => {
      const callback = (await provider()).callback();
      reply.hijack();
      Object.assign(request.raw, { originalUrl: request.raw.url, url: request.raw.url?.slice("/oidc".length) });
      await callback(request.raw, reply.raw);
      return reply;
    });
  });
  return {
    trusted: () => ({ issuer: issuer(), knownAs: people.knownAs, ...demonstrationTerms(place.secondFactor), keys }),
    close: journal.close,
  };
}
