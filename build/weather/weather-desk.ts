import { SLOW_LINE, type NetworkWeather, type WeatherAnswer, type WeatherView, type WeatherWork } from "../../shared/bridge/weather-views.ts";
import type { WeatherAct } from "../../shared/bridge/weather-acts.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import { instant, type Instant } from "../../shared/kernel/instant.ts";
import { err, ok, type Result } from "../../shared/kernel/result.ts";
import type { WeatherDesk } from "../../main/core/deps.ts";
import { serverLog, type ServerFault } from "../start/demonstration-server.ts";
import { copyForBackup, findBackup, putBack } from "./backup.ts";
import { findPlaces } from "./find-places.ts";
import type { ServerKeeper } from "./server-keeper.ts";
import type { TcpProxy } from "./tcp-proxy.ts";
import type { CentreWatch } from "./watch-centre.ts";
import type { Weather } from "./weather.ts";
import type { Workstations } from "./workstations.ts";

export type DeskParts = {
  readonly home: string;
  /** In front of the server, and in front of the identity provider. */
  readonly network: TcpProxy;
  readonly providerLine: TcpProxy;
  readonly server: ServerKeeper;
  readonly workstations: Workstations;
  readonly watch: CentreWatch;
  /** `begin-epoch`, the operator's own command; answers why it did not. */
  readonly beginEpoch: () => Promise<string | undefined>;
  readonly now: () => number;
};

/** What the line does under each sky. */
const LINES: { readonly [N in NetworkWeather]: Weather } = {
  fair: { kind: "fair" }, cut: { kind: "cut" }, silent: { kind: "silent" },
  slow: { kind: "slow", bytesPerSecond: (SLOW_LINE.kilobits * 1_000) / 8, delayMs: SLOW_LINE.delayMs, stalls: SLOW_LINE.stalls },
};

/** Makes the weather of a demonstration. What takes seconds is done one at a time (G9204); the sky changes at once, whatever is under way. */
export function createWeatherDesk(parts: DeskParts): WeatherDesk {
  const { home, network, providerLine, server, workstations, watch, beginEpoch, now } = parts;
  let sky: { kind: NetworkWeather; since: Instant } = { kind: "fair", since: instant(now()) };
  let provider: { isDown: boolean; since: Instant } = { isDown: false, since: instant(now()) };
  let busy: WeatherWork | undefined;

  const blow = (): void => {
    network.setWeather(LINES[sky.kind]);
    // A provider that is down refuses, whatever the network between.
    providerLine.setWeather(LINES[provider.isDown ? "cut" : sky.kind]);
  };
  const setSky = (kind: NetworkWeather): void => {
    if (sky.kind === kind) return;
    sky = { kind, since: instant(now()) };
    blow();
  };
  const setProvider = (isDown: boolean): void => {
    if (provider.isDown === isDown) return;
    provider = { isDown, since: instant(now()) };
    blow();
  };
  const view = async (withPlaces: boolean): Promise<WeatherView> => {
    const backup = findBackup(home);
    const [listed, places] = [await workstations.list(), withPlaces ? await findPlaces(workstations, watch) : undefined];
    return { network: sky, server: server.state(), provider, backup: backup === undefined ? undefined : { takenAt: instant(backup.takenAt) }, busy, workstations: listed, places };
  };
  const answer = async (failure?: CodedError, address?: string): Promise<Result<WeatherAnswer, CodedError>> =>
    failure === undefined ? ok({ view: await view(false), ...(address === undefined ? {} : { address }) }) : err(failure);
  const alone = async (work: WeatherWork, does: () => Promise<CodedError | undefined>): Promise<Result<WeatherAnswer, CodedError>> => {
    if (busy !== undefined) return err({ code: "G9204", params: { work: busy } });
    busy = work;
    let failure: CodedError | undefined;
    try {
      failure = await does();
    } finally {
      busy = undefined;
    }
    return await answer(failure);
  };

  const startServer = async (): Promise<CodedError | undefined> => {
    const started = await server.start();
    return started.ok ? undefined : { code: "G9202", params: { why: whyOf(started.error), folder: serverLog(home) } };
  };
  /** With the store closed meanwhile; the server comes back whatever became of the work, where it was there before. */
  const whileStopped = async (does: () => Promise<CodedError | undefined> | CodedError | undefined, comesBack: boolean): Promise<CodedError | undefined> => {
    await server.stop();
    const failure = await Promise.resolve().then(does).catch((error: unknown): CodedError => ({ code: "G9205", params: { why: codeOf(error), folder: home } }));
    const notBack = comesBack ? await startServer() : undefined;
    return failure ?? notBack;
  };
  const restore = async (): Promise<CodedError | undefined> => {
    if (findBackup(home) === undefined) return { code: "G9203" };
    return await whileStopped(async () => {
      putBack(home);
      const why = await beginEpoch();
      return why === undefined ? undefined : { code: "G9202", params: { why, folder: serverLog(home) } };
    }, true);
  };

  return async (act: WeatherAct) => {
    switch (act.act) {
      case "look": return ok({ view: await view(act.places === true) });
      case "network": setSky(act.network); return await answer();
      case "provider": setProvider(act.isDown); return await answer();
      case "kill":
        if (busy !== undefined) return err({ code: "G9204", params: { work: busy } });
        await server.kill(act.startsAfterS === undefined ? undefined : act.startsAfterS * 1_000);
        return await answer();
      case "fair":
        setSky("fair");
        setProvider(false);
        return busy === undefined && server.state().kind !== "up" ? await alone("start", startServer) : await answer();
      case "start": return await alone("start", startServer);
      case "backup": return await alone("backup", () => whileStopped(() => { copyForBackup(home, now()).keep(); return undefined; }, server.state().kind === "up"));
      case "restore": return await alone("restore", restore);
      case "second": return await alone("second", () => failureOf(workstations.openSecond()));
      case "clone": return await alone("clone", () => failureOf(workstations.openClone()));
      case "close": await workstations.closeOne(act.workstation); return await answer();
      case "address": {
        const reached = await workstations.reach(act.workstation);
        if (reached === undefined) return err({ code: "G9207" });
        const address = await reached.address();
        reached.release();
        return await answer(undefined, address);
      }
    }
  };
}

const failureOf = async (work: Promise<Result<unknown, CodedError>>): Promise<CodedError | undefined> => {
  const done = await work;
  return done.ok ? undefined : done.error;
};
const whyOf = (fault: ServerFault): string => (fault.type === "Told" ? fault.en : fault.why);
const codeOf = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : error instanceof Error ? error.message : "unknown");
