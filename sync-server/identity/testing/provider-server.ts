import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fastify, { type FastifyInstance } from "fastify";
import { afterEach } from "vitest";
import { createIdentity, type SignIn } from "../create-identity.ts";
import { createTokenVerifier, type TokenVerifier } from "../verify-token.ts";

export const PASSWORD = "published";
const people = [
  { id: "person-1", login: "first.person", name: "First Person", role: "advisor", bank: "A Bank", branch: "A Branch" },
  { id: "person-2", login: "second.person", name: "Second <Person>", role: "operator", bank: "", branch: "" },
] as const;

export type ProviderServer = { readonly address: string; readonly verify: TokenVerifier; readonly signIn: SignIn; readonly errors: readonly unknown[]; readonly close: () => Promise<void> };

const folders: string[] = [];
const apps: FastifyInstance[] = [];
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A temporary folder, gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "guichet-identity-"));
  folders.push(folder);
  return folder;
}

/** The embedded provider alone on a free port, and a verifier that believes it. Closed after the test. */
export async function startProvider(folder: string, now: () => number = Date.now, secondFactor = false): Promise<ProviderServer> {
  const app = fastify();
  apps.push(app);
  const errors: unknown[] = [];
  const identity = createIdentity({ kind: "demonstration", issuer: undefined, secondFactor }, { knownAs: "urn:test", password: PASSWORD, people });
  let address = "";
  const door = await identity.mount(app, { folder, publicUrl: () => address, now, onError: (error) => errors.push(error) });
  app.addHook("onClose", async () => door.close());
  address = await app.listen({ host: "127.0.0.1", port: 0 });
  return { address, verify: createTokenVerifier(identity.trusted, now), signIn: identity.signIn(undefined), errors, close: () => app.close() };
}
