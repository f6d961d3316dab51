import { randomBytes } from "node:crypto";
import { createCore, type Core } from "../../main/core/core.ts";
import { QUICK_COST } from "../../main/core/test-support/open-core.ts";
import { unwrap } from "../../shared/kernel/result.ts";

const PASSPHRASE = "quatre mots contre les pannes";
export type Killable = { readonly dataDir: string; readonly serverUrl: string; readonly login: string; readonly fetch: typeof fetch; readonly say: (text: string) => void };

/** The real core on a folder, in a process that a test kills: the first time it signs in and chooses a passphrase, then it unlocks. */
export async function openKillableCore({ dataDir, serverUrl, login, fetch, say }: Killable): Promise<Core> {
  const core = await createCore({
    version: "0.0.0-test", host: "test", dataDir, serverUrl, keyVault: { kind: "none" }, fetch, now: Date.now,
    randomBytes: (length) => new Uint8Array(randomBytes(length)), log: { info: () => undefined, warn: () => undefined, error: (event, facts) => say(`error ${event} ${JSON.stringify(facts)}`) },
    openBrowser: async () => undefined, redirectUri: async () => "http://127.0.0.1:9/auth/callback", keyCost: QUICK_COST,
  });
  const state = await core.handlers["session.state"](undefined);
  const known = state.kind === "closed" ? state.profiles[0] : undefined;
  if (known === undefined) {
    unwrap(await core.handlers["session.demonstrationSignIn"]({ login }), "signs in");
    unwrap(await core.handlers["session.choosePassphrase"]({ passphrase: PASSPHRASE }), "chooses a passphrase");
  } else unwrap(await core.handlers["session.unlock"]({ profile: known.id, passphrase: PASSPHRASE }), "unlocks");
  return core;
}
