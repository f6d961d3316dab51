import { variables } from "../../sync-server/config-variables.ts";
import { existsSync } from "node:fs";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import type { Result } from "../../shared/kernel/result.ts";
import type { WeatherDesk } from "../../main/core/deps.ts";
import type { LoopbackApp, StartFault } from "../../main/hosts/loopback/start-loopback.ts";
import type { ServerFault } from "../start/demonstration-server.ts";
import { copyForBackup, mendFolders, type FreshBackup } from "./backup.ts";
import { beginEpoch } from "./begin-epoch.ts";
import { openControlDoor } from "./control-door.ts";
import { demonstrationFolders } from "./demonstration-folders.ts";
import { nextEpoch, rememberEpoch } from "./epoch-memory.ts";
import { openProvider } from "./open-provider.ts";
import { createServerKeeper } from "./server-keeper.ts";
import { openTcpProxy, type TcpProxy } from "./tcp-proxy.ts";
import { createCentreWatch } from "./watch-centre.ts";
import { createWeatherDesk } from "./weather-desk.ts";
import { createWorkstations } from "./workstations.ts";

export type WeatherPlace = {
  /** The folder of the demonstration, which is there. */
  readonly home: string;
  /** Where workstations find the centre; 0: any free port. Rejects with EADDRINUSE when it is taken. */
  readonly port: number;
  readonly onServerFell: () => void;
  readonly onError: (error: unknown) => void;
  /** Today has no backup of its own; the demonstration starts all the same. */
  readonly onNoBackup: (error: CodedError) => void;
  /** A workstation besides the first, without a window of its own; it answers for the same weather. */
  readonly startWorkstation: (dataDir: string, serverUrl: string, weather: WeatherDesk) => Promise<Result<LoopbackApp, StartFault>>;
};
/** A demonstration whose network, server and identity provider may be taken away, and given back. */
export type Demonstration = {
  /** Of the centre, through its network: it stays the same whatever happens to the server. */
  readonly address: string;
  readonly weather: WeatherDesk;
  readonly start: () => Promise<Result<undefined, ServerFault>>;
  readonly close: () => Promise<void>;
};

const LOCAL = "127.0.0.1";

/** As the server reads it: both have to agree. */
const asksSecondFactor = ({ GUICHET_DEMONSTRATION_SECOND_FACTOR: asked }: NodeJS.ProcessEnv): boolean => variables.shape.GUICHET_DEMONSTRATION_SECOND_FACTOR.safeParse(asked).data === true;

/** Puts a network in front of the server and of the identity provider, and a door for commands beside. Nothing is started before {@link Demonstration.start}. */
export async function openDemonstration({ home, port, onServerFell, onError, onNoBackup, startWorkstation }: WeatherPlace): Promise<Demonstration> {
  await using opening = new AsyncDisposableStack();
  const folders = demonstrationFolders(home);
  mendFolders(home);
  const network = opening.adopt(await openTcpProxy({ port }), (proxy) => proxy.close());
  const providerLine = opening.adopt(await openBeside(network.port, port), (proxy) => proxy.close());
  const [address, providerAddress] = [network, providerLine].map((line) => `http://${LOCAL}:${line.port}`);
  if (address === undefined || providerAddress === undefined) throw new Error("a proxy has no port");
  const provider = opening.adopt(await openProvider({ folder: folders.identity, publicUrl: providerAddress, secondFactor: asksSecondFactor(process.env), onError }), (opened) => opened.close());
  providerLine.lead(provider.port);
  const env = {
    ...process.env, GUICHET_DEMONSTRATION: "1", GUICHET_STORE: "pglite", GUICHET_HOST: LOCAL, GUICHET_PORT: "0", GUICHET_DATA: folders.server,
    GUICHET_PUBLIC_URL: address, GUICHET_DEMONSTRATION_ISSUER: providerAddress,
  };
  const server = createServerKeeper({
    home, env, now: Date.now, onFell: onServerFell,
    onUp: (at) => rememberEpoch(home, at),
    lead: (at) => network.lead(at === undefined ? undefined : Number(new URL(at).port)),
  });
  opening.defer(() => server.close());
  const held: { weather?: WeatherDesk } = {};
  const weather: WeatherDesk = async (act) => (held.weather === undefined ? { ok: false, error: { code: "G9201" } } : await held.weather(act));
  const workstations = createWorkstations({ folders, start: (dataDir) => startWorkstation(dataDir, address, weather) });
  opening.defer(() => workstations.close());
  held.weather = createWeatherDesk({
    home, network, providerLine, server, workstations, now: Date.now, beginEpoch: () => beginEpoch(env, nextEpoch(home)),
    watch: createCentreWatch({ server: server.address, provider: `http://${LOCAL}:${provider.port}`, keptIn: folders.watch }),
  });
  const door = await openControlDoor(home, weather);
  opening.defer(() => door.close());
  const owned = opening.move();
  return {
    address, weather,
    start: async () => {
      // Yesterday's backup, while nobody has the store open. The first day has no yesterday: its backup is asked for.
      const fresh = existsSync(folders.store) ? tryCopy(home, onNoBackup) : undefined;
      const started = await server.start();
      // A store that its server cannot open is no backup: the one before stays.
      if (started.ok) fresh?.keep();
      else fresh?.drop();
      return started;
    },
    close: () => owned.disposeAsync(),
  };
}

function tryCopy(home: string, onNoBackup: WeatherPlace["onNoBackup"]): FreshBackup | undefined {
  try {
    return copyForBackup(home, Date.now());
  } catch (error) {
    onNoBackup({ code: "G9205", params: { why: error instanceof Error && "code" in error ? String(error.code) : "unknown", folder: home } });
    return undefined;
  }
}

/** The identity provider's line: the port after the centre's where that is free, so that its address is the same after each start. */
async function openBeside(networkPort: number, askedPort: number): Promise<TcpProxy> {
  if (askedPort === 0) return await openTcpProxy();
  return await openTcpProxy({ port: networkPort + 1 }).catch(() => openTcpProxy());
}
