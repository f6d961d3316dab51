import fastify from "fastify";
import { createIdentity } from "../../sync-server/identity/create-identity.ts";
import { demonstrationSignIn } from "../../sync-server/demonstration/accounts.ts";

export type IdentityProvider = {
  /** Where it listens itself: whoever signs in reaches it through a proxy, at its public address. */
  readonly port: number;
  readonly close: () => Promise<void>;
};

/**
 * The demonstration's identity provider at an address of its own, as a bank's is, so that it may be away while the centre is there. Its keys and
 * sign-ins are in the folder where the server would keep them; tokens that the server issued before are still good.
 */
export async function openProvider({ folder, publicUrl, secondFactor, onError }: { readonly folder: string; readonly publicUrl: string; readonly secondFactor: boolean; readonly onError: (error: unknown) => void }): Promise<IdentityProvider> {
  await using opening = new AsyncDisposableStack();
  const app = opening.adopt(fastify({ forceCloseConnections: true }), (opened) => opened.close());
  const identity = createIdentity({ kind: "demonstration", issuer: undefined, secondFactor }, demonstrationSignIn);
  const door = await identity.mount(app, { folder, publicUrl: () => publicUrl, now: Date.now, onError });
  opening.defer(() => door.close());
  await app.listen({ host: "127.0.0.1", port: 0 });
  const address = app.server.address();
  if (address === null || typeof address === "string") throw new Error("the identity provider does not listen");
  const owned = opening.move();
  return { port: address.port, close: () => owned.disposeAsync() };
}
