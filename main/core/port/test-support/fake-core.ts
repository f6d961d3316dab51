import type { BridgeCalls, BridgeEvents, CallAnswers, CallInput, CallName, EventName } from "../../../../shared/bridge/contract.ts";
import type { Settings } from "../../../../shared/bridge/app-views.ts";
import type { SessionState } from "../../../../shared/bridge/session-views.ts";
import type { SyncStatus } from "../../../../shared/bridge/sync-views.ts";
import { callInputs } from "../../../../shared/bridge/contract.ts";
import { instant } from "../../../../shared/kernel/instant.ts";
import { legalDate } from "../../../../shared/kernel/legal-date.ts";
import { err, ok } from "../../../../shared/kernel/result.ts";
import type { CoreDeps } from "../../deps.ts";
import type { Core } from "../../core.ts";

const idle: SyncStatus = {
  kind: "idle", waiting: 0, progress: undefined, lastContactAt: instant(1), oldestWaitingAt: undefined, toSettle: 0, error: undefined, nextTryAt: undefined,
};
const closed: SessionState = { kind: "closed", profiles: [] };

/**
 * A core for tests of what carries a core: it remembers settings, echoes what it is given, uses each of its powers on request, throws
 * when told to. It knows nothing of loans and keeps nothing on disk.
 *
 * Calls with a meaning of their own here: `session.beginSignIn` opens the browser on the redirect address; `session.demonstrationSignIn`
 * fetches `login` when it is an address and answers what came in `blocked.error.params`; `session.choosePassphrase` wraps and unwraps
 * the passphrase; `files.saveField` refuses with the beginning of its text and its length, throws on "throw", ends the thread on "fall", keeps "hold"
 * waiting until "release" comes; `settings.set` tells; `session.active` tells when its host wants it to lock.
 */
export async function createFakeCore(deps: CoreDeps): Promise<Core> {
  const listeners = new Map<EventName, Set<(news: never) => void>>();
  let settings: Settings = { language: "fr", theme: "system", singleKeys: true };
  const tell = <E extends EventName>(name: E, news: BridgeEvents[E]): void => {
    for (const listen of listeners.get(name) ?? []) listen(news as never);
  };
  const held = Promise.withResolvers<void>();
  const blocked = (text: string): SessionState => ({
    kind: "blocked", profiles: [], profile: { id: "p", name: "p", bank: "b", branch: "b" }, error: { code: "G1001", params: { text } },
  });
  const known = {
    "app.info": async () => ({
      version: deps.version, host: deps.host, centre: undefined, businessDate: legalDate("2020-04-15"), demonstration: true, rules: "1", packs: [], clockOffMs: undefined,
    }),
    "session.state": async () => closed,
    "session.signOut": async () => closed,
    "session.lock": async () => {
      tell("session.changed", closed);
      return closed;
    },
    "session.active": async () => {
      tell("session.locking", deps.lockAfterMinutes === undefined ? {} : { seconds: deps.lockAfterMinutes * 60 });
      return undefined;
    },
    "session.beginSignIn": async () => {
      const url = await deps.redirectUri();
      await deps.openBrowser(url);
      return ok({ url });
    },
    "session.demonstrationSignIn": async ({ login }: CallInput<"session.demonstrationSignIn">) => {
      const answer = await deps.fetch(login);
      return ok(blocked(await answer.text()));
    },
    "session.choosePassphrase": async ({ passphrase }: CallInput<"session.choosePassphrase">) => {
      if (deps.keyVault.kind === "none") return err({ code: "G1010" });
      const wrapped = await deps.keyVault.wrap(new TextEncoder().encode(passphrase));
      return ok(blocked(new TextDecoder().decode(await deps.keyVault.unwrap(wrapped))));
    },
    "files.list": async () => ({ rows: [], total: 0 }),
    "files.saveField": async ({ value }: CallInput<"files.saveField">) => {
      const text = String(value);
      if (text === "throw") throw new Error("a secret that must not cross");
      if (text === "fall") setTimeout(() => { throw new Error("the core fell"); }, 0);
      if (text === "fall") await new Promise(() => undefined);
      if (text === "release") held.resolve();
      if (text === "hold") await held.promise;
      const [word, delay] = text.split(":");
      if (word === "slow") await new Promise((resolve) => setTimeout(resolve, Number(delay)));
      return err({ code: "G2002" as const, params: { text: text.slice(0, 200), length: text.length } });
    },
    "sync.status": async () => idle,
    "sync.now": async () => idle,
    "sync.waiting": async () => [],
    "settings.get": async () => settings,
    "settings.set": async (change: CallInput<"settings.set">) => {
      settings = { language: change.language ?? settings.language, theme: change.theme ?? settings.theme, singleKeys: change.singleKeys ?? settings.singleKeys };
      tell("settings.changed", settings);
      deps.log.info("settings-changed", { language: settings.language });
      return settings;
    },
  } satisfies { readonly [C in CallName]?: (input: CallInput<C>) => Promise<CallAnswers[C]> };
  const unknown = (name: string) => async () => { throw new Error(`the fake core does not know ${name}`); };
  const handlers = Object.fromEntries(Object.keys(callInputs).map((name) => [name, Object.hasOwn(known, name) ? known[name as keyof typeof known] : unknown(name)])) as unknown as BridgeCalls;
  return {
    handlers,
    on: (name, listen) => {
      const heard = listeners.get(name) ?? new Set();
      listeners.set(name, heard.add(listen));
      return () => heard.delete(listen);
    },
    completeSignIn: async (url) => (new URL(url).searchParams.get("state") === "good" ? ok(closed) : err({ code: "G3004" })),
    close: async () => deps.log.info("core-closed"),
  };
}
