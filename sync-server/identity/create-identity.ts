import type { FastifyInstance } from "fastify";
import type { Hello } from "../../shared/sync/protocol.ts";
import { demonstrationTerms } from "./demonstration-provider/client.ts";
import type { InventedPeople } from "./demonstration-provider/invented-people.ts";
import type { ProviderPlace } from "./demonstration-provider/mount-provider.ts";
import type { IdentityConfig, IssuerConfig } from "./identity-config.ts";
import { remoteKeys, type TellKeys } from "./remote-keys.ts";
import type { TrustedIssuer } from "./trusted-issuer.ts";

export type SignIn = Pick<Hello, "issuer" | "clientId" | "audience" | "scope" | "resource" | "acr">;
export type Door = { readonly close: () => void };

export type Identity = {
  readonly trusted: () => readonly TrustedIssuer[];
  /** Where a workstation signs in; of that bank when it has its own provider, else the first. */
  readonly signIn: (bank: string | undefined) => SignIn;
  /** Adds the pages of an embedded provider, where there is one. */
  readonly mount: (app: FastifyInstance, place: ProviderPlace) => Promise<Door>;
};

/** Whom the centre believes about who is asking. */
export function createIdentity(config: IdentityConfig, people: InventedPeople, tell?: TellKeys): Identity {
  switch (config.kind) {
    case "production": return fixed(config.issuers.map((one) => issuerToTrusted(one, tell)));
    case "demonstration": return config.issuer === undefined ? embedded(people, config.secondFactor) : fixed([neighbour(`${config.issuer.replace(/\/oidc$/, "")}/oidc`, people.knownAs, config.secondFactor, tell)]);
  }
}

function fixed(trusted: readonly TrustedIssuer[]): Identity {
  return { trusted: () => trusted, signIn: (bank) => chooseSignIn(trusted, bank), mount: async () => ({ close: () => undefined }) };
}

/** The provider is loaded only here: a production server never has it in memory. */
function embedded(people: InventedPeople, secondFactor: boolean): Identity {
  let trusted: readonly TrustedIssuer[] | undefined;
  let find = (): readonly TrustedIssuer[] => [];
  const all = (): readonly TrustedIssuer[] => (trusted ??= find());
  return {
    trusted: all,
    signIn: (bank) => chooseSignIn(all(), bank),
    mount: async (app, place) => {
      const { mountProvider } = await import("./demonstration-provider/mount-provider.ts");
      const provider = await mountProvider(app, people, { ...place, secondFactor });
      find = () => [provider.trusted()];
      return { close: provider.close };
    },
  };
}

const issuerToTrusted = ({ issuer, jwks, ...config }: IssuerConfig, tell: TellKeys | undefined): TrustedIssuer => ({ ...config, issuer, knownAs: issuer, keys: remoteKeys(issuer, jwks, tell) });

const neighbour = (issuer: string, knownAs: string, secondFactor: boolean, tell: TellKeys | undefined): TrustedIssuer =>
  ({ issuer, knownAs, ...demonstrationTerms(secondFactor), keys: remoteKeys(issuer, undefined, tell) });

function chooseSignIn(trusted: readonly TrustedIssuer[], bank: string | undefined): SignIn {
  const chosen = trusted.find((each) => bank !== undefined && each.bank === bank) ?? trusted[0];
  if (chosen === undefined) throw new Error("no identity provider is configured");
  const { issuer, clientId, audience, scope, asksResource, acr } = chosen;
  return { issuer, clientId, audience, scope, ...(asksResource ? { resource: audience } : {}), ...(acr.length === 0 ? {} : { acr: acr.join(" ") }) };
}
