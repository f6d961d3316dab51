import type { Bridge } from "../../shared/bridge/contract.ts";
import type { SessionState } from "../../shared/bridge/session-views.ts";
import type { WeatherWorkstation, WorkstationName } from "../../shared/bridge/weather-views.ts";
import { NEIGHBOUR_PASSPHRASE } from "../../shared/bridge/weather-views.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../shared/kernel/result.ts";
import { demonstrationPeople } from "../../sync-server/demonstration/people.ts";
import { findRunning } from "../../main/core/control/find-running.ts";
import { bridgeOf, CallFailure } from "../../main/core/port/core-link.ts";
import type { LoopbackApp, StartFault } from "../../main/hosts/loopback/start-loopback.ts";
import type { demonstrationFolders } from "./demonstration-folders.ts";
import { copyWorkstation } from "./copy-workstation.ts";

/** A workstation that may be asked, and shown. `release` lets go of the line; who holds the workstation keeps it. */
export type Reached = { readonly bridge: Bridge; readonly address: () => Promise<string | undefined>; readonly release: () => void };
export type Workstations = {
  readonly reach: (name: WorkstationName) => Promise<Reached | undefined>;
  readonly list: () => Promise<readonly WeatherWorkstation[]>;
  /** Of the person at the first workstation; G9207 when nobody is. */
  readonly openSecond: () => Promise<Result<undefined, CodedError>>;
  /** Locks the first one, and opens a copy of its folder, locked too. */
  readonly openClone: () => Promise<Result<undefined, CodedError>>;
  readonly closeOne: (name: "second" | "clone") => Promise<void>;
  readonly close: () => Promise<void>;
};
export type WorkstationPowers = {
  readonly folders: ReturnType<typeof demonstrationFolders>;
  readonly start: (dataDir: string) => Promise<Result<LoopbackApp, StartFault>>;
};
type Open = Extract<SessionState, { readonly kind: "open" }>;

/** The workstations of this computer: the first is found as any other command finds it, whatever its host; the others live here. */
export function createWorkstations({ folders, start }: WorkstationPowers): Workstations {
  const others = new Map<"second" | "clone", LoopbackApp>();
  const reach: Workstations["reach"] = async (name) => {
    if (name !== "main") {
      const app = others.get(name);
      return app === undefined ? undefined : { bridge: bridgeOf(app.link), address: async () => app.issueAddress(), release: () => undefined };
    }
    const running = await findRunning(folders.client);
    return running === undefined ? undefined : { bridge: bridgeOf(running.link), address: running.address, release: running.close };
  };
  const at = async <T>(name: WorkstationName, work: (reached: Reached) => Promise<T>): Promise<T | undefined> => {
    const reached = await reach(name);
    if (reached === undefined) return undefined;
    try {
      return await work(reached);
    } finally {
      reached.release();
    }
  };
  const openAt = async (name: "second" | "clone", dataDir: string): Promise<Result<LoopbackApp, CodedError>> => {
    const started = await start(dataDir);
    if (!started.ok) {
      if (started.error.type === "AlreadyOpen") started.error.running.close();
      return err({ code: "G9206", params: { why: started.error.type === "Coded" ? started.error.error.code : started.error.type } });
    }
    others.set(name, started.value);
    void forgetEnded(name, started.value);
    return ok(started.value);
  };
  const forgetEnded = async (name: "second" | "clone", app: LoopbackApp): Promise<void> => {
    await app.ended;
    if (others.get(name) === app) others.delete(name);
  };
  const closeOne = async (name: "second" | "clone"): Promise<void> => {
    const app = others.get(name);
    others.delete(name);
    await app?.close();
  };
  return {
    reach, closeOne,
    list: async () => await Promise.all((["main", "second", "clone"] as const).map(async (name) => (await at(name, async ({ bridge }) => await tell(name, bridge))) ?? closed(name))),
    openSecond: async () => {
      if (others.has("second")) return ok(undefined);
      const host = await at("main", ({ bridge }) => bridge.call("session.state", undefined));
      if (host?.kind !== "open") return err({ code: "G9207" });
      const login = neighbourOf(host);
      if (login === undefined) return err({ code: "G9207" });
      const opened = await openAt("second", folders.second(login));
      if (!opened.ok) return opened;
      const entered = await enter(bridgeOf(opened.value.link), login).catch((error: unknown): CodedError => ({ code: error instanceof CallFailure ? error.code : "G5001" }));
      if (entered === undefined) return ok(undefined);
      await closeOne("second");
      return err({ code: "G9206", params: { why: entered.code } });
    },
    openClone: async () => {
      await closeOne("clone");
      await at("main", ({ bridge }) => bridge.call("session.lock", undefined));
      const copied = copyWorkstation(folders.client, folders.clone);
      if (!copied.ok) return copied;
      const opened = await openAt("clone", folders.clone);
      return opened.ok ? ok(undefined) : opened;
    },
    close: async () => void (await Promise.all([closeOne("second"), closeOne("clone")])),
  };
}

const closed = (workstation: WorkstationName): WeatherWorkstation => ({ workstation, kind: "closed", person: undefined, sync: undefined, code: undefined, waiting: 0 });

async function tell(workstation: WorkstationName, bridge: Bridge): Promise<WeatherWorkstation> {
  try {
    const session = await bridge.call("session.state", undefined);
    if (session.kind !== "open") return { ...closed(workstation), kind: "locked" };
    const { kind, error, waiting } = await bridge.call("sync.status", undefined);
    return { workstation, kind: "open", person: session.me.name, sync: kind, code: error?.code, waiting };
  } catch {
    return closed(workstation);
  }
}

/** Another advisor of the same branch, if the first one's is known to the demonstration. */
const neighbourOf = ({ me }: Open): string | undefined =>
  demonstrationPeople.find(({ role, id, branches }) => role === "advisor" && id !== me.user && branches.some((branch) => branch === me.branches[0]?.id))?.login;

/** As its person would: signs in and chooses a passphrase the first time, unlocks afterwards. Answers what stood in the way. */
async function enter(bridge: Bridge, login: string): Promise<CodedError | undefined> {
  const session = await bridge.call("session.state", undefined);
  const [profile] = session.kind === "closed" ? session.profiles : [];
  if (profile !== undefined) {
    const unlocked = await bridge.call("session.unlock", { profile: profile.id, passphrase: NEIGHBOUR_PASSPHRASE });
    return unlocked.ok ? undefined : unlocked.error;
  }
  const signedIn = await bridge.call("session.demonstrationSignIn", { login });
  if (!signedIn.ok) return signedIn.error;
  const chosen = await bridge.call("session.choosePassphrase", { passphrase: NEIGHBOUR_PASSPHRASE });
  return chosen.ok ? undefined : chosen.error;
}
