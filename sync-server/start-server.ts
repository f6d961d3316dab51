import { mkdirSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Tracer } from "@opentelemetry/api";
import type { ServerConfig } from "./config.ts";
import { demonstrationAccounts, demonstrationSignIn } from "./demonstration/accounts.ts";
import type { Services } from "./domain/services.ts";
import { prepareClose } from "./http/close-app.ts";
import { createHttpServer, type HttpServer } from "./http/create-http-server.ts";
import { errorFacts } from "./http/error-facts.ts";
import type { ServerLog } from "./http/http-deps.ts";
import { PATIENCE } from "./http/patience.ts";
import { PAGE_PATH } from "./http/verification/serve-page.ts";
import { createIdentity } from "./identity/create-identity.ts";
import { rememberVerified } from "./identity/remember-verified.ts";
import { createTokenVerifier } from "./identity/verify-token.ts";
import { openServices } from "./open-services.ts";
import { readVersion } from "./read-version.ts";
import { readVerificationPage } from "./read-verification-page.ts";
import { portFault, StartFault } from "./start-fault.ts";
import { createSteadyClock, type SteadyClock } from "./steady-clock.ts";
import { createMeters, type Meters } from "./telemetry/create-meters.ts";
import { openTelemetry } from "./telemetry/open-telemetry.ts";
import { openTls } from "./tls/open-tls.ts";
import { watchAnchors } from "./watch-anchors.ts";

export type RunningServer = {
  /** Base address on this machine, without a trailing slash. */
  readonly address: string;
  /** Stops taking work, lets what is inside finish, closes the store. */
  readonly close: () => Promise<void>;
};
export type ServerPowers = {
  readonly log: ServerLog;
  /** UTC ms. When not given, the machine's clock, but for jumps. */
  readonly now?: () => number;
  readonly openServices?: (config: ServerConfig, log: ServerLog, tracer: Tracer | undefined, meters: Meters, clock: SteadyClock | undefined) => Promise<Services>;
};

const HEARTBEAT_MS = 15_000;
const NEWS_PER_PERSON = 8;
/** What is still inside after this long is cut. */
const DRAIN_MS = 10_000;

const openOwnServices: NonNullable<ServerPowers["openServices"]> = (config, log, tracer, meters, clock) => openServices(config, log, undefined, tracer, meters, clock);

/** Starts a whole server in this process. Throws StartFault where a person has something to mend; what was opened is closed again. */
export async function startServer(config: ServerConfig, { log: ownLog, now: given, openServices: open = openOwnServices }: ServerPowers): Promise<RunningServer> {
  await using opening = new AsyncDisposableStack();
  const clock = given === undefined ? createSteadyClock({ log: ownLog }) : undefined;
  const now = given ?? clock?.now ?? Date.now;
  // Ended last, so that what ending says is told too.
  const telemetry = config.telemetry === undefined ? undefined : opening.adopt(openTelemetry(config.telemetry, ownLog, { version: readVersion(), now }), (opened) => opened.close());
  const log = telemetry?.log ?? ownLog;
  makeFolder(config.dataDir);
  await listen(tryPort(config), config);
  const isDemonstration = config.identity.kind === "demonstration";
  const meters = createMeters();
  const page = readVerificationPage(config.verification.page, isDemonstration);
  const services = opening.adopt(await open(config, log, telemetry?.tracer, meters, clock), (opened) => opened.close());
  opening.adopt(watchAnchors(services.anchorAge, log, now), (watch) => watch.close());
  const tls = config.tls === undefined ? undefined : opening.adopt(await openTls(config.tls, log, now), (opened) => opened.close());
  if (services.aloneBecause() !== undefined) log.warn({ alone: true }, "this epoch was begun by one operator alone: see recovery-report");
  const identity = createIdentity(config.identity, demonstrationSignIn, meters.identityKeys);
  // Asked for once it listens.
  const localAddress = (): string => addressOf(tls === undefined ? "http" : "https", http.app.server.address());
  const http: HttpServer = await createHttpServer({
    services, now, log,
    verify: rememberVerified(createTokenVerifier(identity.trusted, now), now),
    signIn: async (bank) => identity.signIn(bank),
    accounts: isDemonstration ? demonstrationAccounts : undefined,
    limits: { ...config.limits, newsPerPerson: NEWS_PER_PERSON, heartbeatMs: HEARTBEAT_MS, patience: PATIENCE },
    verification: { ...config.verification, page },
    verificationAddress: () => (config.verification.origin === undefined ? `${config.publicUrl ?? localAddress()}${PAGE_PATH}` : `${config.verification.origin}/`),
    metricsToken: config.metricsToken, trustedProxies: config.trustedProxies, isHttps: config.publicUrl === undefined ? tls !== undefined : config.publicUrl.startsWith("https:"), tls, tracing: telemetry, measures: meters.metrics,
  }, readVersion());
  const { app } = http;
  telemetry?.tellMeasures(http.measures);
  const folder = join(config.dataDir, "identity");
  const door = await openDoor(identity.mount(app, { folder, publicUrl: () => config.publicUrl ?? localAddress(), now, onError: (error) => log.error(errorFacts(error), "identity provider failed") }), folder);
  opening.defer(() => door.close());
  const closeApp = prepareClose(app);
  opening.defer(() => closeApp(DRAIN_MS));
  await listen(app.listen({ host: config.host, port: config.port, listenTextResolver: () => "" }), config);
  const owned = opening.move();
  void drainWhenOutdated(services, http, log);
  return { address: localAddress(), close: once(() => stop(http, config.leaveMs, owned, log)) };
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new StartFault({
      fr: `Le dossier ${path} (GUICHET_DATA) ne peut pas être créé : donnez-en un où ce compte peut écrire.`,
      en: `The folder ${path} (GUICHET_DATA) cannot be made: give one where this account may write.`,
    }, error);
  }
}

/** A busy port is told at once, not after a store was opened for nothing. */
async function tryPort({ host, port }: ServerConfig): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once("error", reject).listen(port, host, resolve);
  });
  await new Promise((resolve) => { probe.close(resolve); });
}

async function openDoor<D>(opening: Promise<D>, folder: string): Promise<D> {
  try {
    return await opening;
  } catch (error) {
    throw new StartFault({
      fr: `Les clés de connexion de la démonstration (${join(folder, "keys.json")}) ne peuvent pas être lues : supprimez le dossier ${folder}, chacun se connectera de nouveau.`,
      en: `The demonstration's sign-in keys (${join(folder, "keys.json")}) cannot be read: delete the folder ${folder}, everybody will sign in again.`,
    }, error);
  }
}

async function listen(listening: Promise<unknown>, { host, port }: ServerConfig): Promise<void> {
  try {
    await listening;
  } catch (error) {
    throw portFault(host, port, error);
  }
}

async function drainWhenOutdated({ outdated }: Pick<Services, "outdated">, { drain }: Pick<HttpServer, "drain">, log: ServerLog): Promise<void> {
  await outdated;
  log.error({}, "store too new: no more work is taken, replace this server");
  drain();
}

async function stop({ leave, drain }: Pick<HttpServer, "leave" | "drain">, leaveMs: number, owned: AsyncDisposableStack, log: ServerLog): Promise<void> {
  log.info({}, "stopping");
  leave();
  if (leaveMs > 0) await setTimeout(leaveMs);
  drain();
  try {
    await owned.disposeAsync();
    log.info({}, "stopped");
  } catch (error) {
    log.error(errorFacts(error), "stop failed");
  }
}

function addressOf(scheme: "http" | "https", address: AddressInfo | string | null): string {
  if (address === null || typeof address === "string") throw new Error("the server does not listen yet");
  const host = address.address === "0.0.0.0" || address.address === "::" ? "127.0.0.1" : address.address;
  return `${scheme}://${host.includes(":") ? `[${host}]` : host}:${address.port}`;
}

function once(work: () => Promise<void>): () => Promise<void> {
  let begun: Promise<void> | undefined;
  return () => (begun ??= work());
}
