import { join } from "node:path";
import type { Bridge } from "../../../shared/bridge/contract.ts";
import type { Profile, SessionState } from "../../../shared/bridge/session-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { chooseDataDir } from "../../core/control/choose-data-dir.ts";
import { findRunning } from "../../core/control/find-running.ts";
import { bridgeOf, type CoreLink } from "../../core/port/core-link.ts";
import { readPolicies } from "../../core/policy/read-policies.ts";
import { openCoreHere } from "../../core/port/core-here.ts";
import { openDataDir } from "../../core/port/data-dir.ts";
import { DEFAULT_SERVER_URL } from "../../core/port/server-url.ts";
import { profileDir } from "../../core/keys/profiles.ts";
import { openFileLog } from "../../core/port/file-log.ts";

/** A core to ask, ours for the time of the command or the one that holds the folder. */
export type OpenCore = {
  readonly bridge: Bridge;
  /** Undefined when the core is another Guichet's: it signs in by itself. */
  readonly own: CoreLink | undefined;
  readonly dataDir: string;
  readonly close: () => Promise<void>;
};
export type CorePlace = {
  readonly version: string;
  /** Undefined: the one that is open, or this system's own. */
  readonly dataDir: string | undefined;
  /** Undefined: the running one's, or where it usually is. */
  readonly serverUrl: string | undefined;
  /** For tests: another core. */
  readonly createCore?: Parameters<typeof openCoreHere>[2] | undefined;
};
/** Never listened at: the command reads the provider's last redirect itself. The port is any, as for every application of a computer. */
export const CLI_REDIRECT = "http://127.0.0.1:9/auth/callback";

/** The core of that folder. G1004 when another Guichet has it open for another server; G1007 when the folder cannot be used. */
export async function openCore({ version, dataDir, serverUrl, createCore }: CorePlace): Promise<Result<OpenCore, CodedError>> {
  const folder = openDataDir(await chooseDataDir(dataDir, process.env));
  if (!folder.ok) return folder;
  const running = await findRunning(folder.value);
  if (running !== undefined && serverUrl !== undefined && serverUrl !== running.serverUrl) {
    running.close();
    return err({ code: "G1004", params: { folder: folder.value } });
  }
  if (running !== undefined) return ok({ bridge: bridgeOf(running.link), own: undefined, dataDir: folder.value, close: async () => running.close() });
  const log = openFileLog(folder.value);
  const { unlockWay, telemetryOff } = readPolicies(process.platform, process.env).policies;
  const link = await openCoreHere(
    { version, host: "cli", dataDir: folder.value, serverUrl: serverUrl ?? DEFAULT_SERVER_URL, telemetryOff, ...(unlockWay === undefined ? {} : { unlockWay }) },
    { log, openBrowser: async () => undefined, redirectUri: async () => CLI_REDIRECT },
    createCore,
  );
  const close = async (): Promise<void> => {
    await link.close();
    log.close();
  };
  return ok({ bridge: bridgeOf(link), own: link, dataDir: folder.value, close });
}

export type Unlocking = {
  /** Part of a name or an id, where the folder holds several profiles. */
  readonly profile: string | undefined;
  readonly passphrase: () => Promise<string | undefined>;
};

/** Makes sure that a profile is open. G3001: nobody signed in here yet; G1008: no passphrase was given, or several profiles fit (`profiles`). */
export async function unlock({ bridge, dataDir }: Pick<OpenCore, "bridge" | "dataDir">, { profile, passphrase }: Unlocking): Promise<Result<Extract<SessionState, { kind: "open" }>, CodedError>> {
  const state = await bridge.call("session.state", undefined);
  if (state.kind === "open") return ok(state);
  if (state.kind === "choosing-passphrase") return err({ code: "G1008" });
  const found = choose(state.profiles, profile);
  if (found === undefined) return err({ code: state.profiles.length === 0 ? "G3001" : "G1008", params: { profiles: state.profiles.map(({ name }) => name) } });
  const given = await passphrase();
  if (given === undefined || given === "") return err({ code: "G1008" });
  const opened = await bridge.call("session.unlock", { profile: found.id, passphrase: given });
  if (opened.ok && opened.value.kind === "open") return ok(opened.value);
  const error: CodedError = !opened.ok ? opened.error : opened.value.kind === "blocked" ? opened.value.error : { code: "G1008" };
  return err(withWholeAside(error, profileDir(dataDir, found.id)));
}

/** The core names the copy of a damaged database from the profile's folder; a terminal does not stand there. */
function withWholeAside(error: CodedError, folder: string): CodedError {
  const aside = error.params?.["aside"];
  return typeof aside === "string" && aside !== "" ? { ...error, params: { ...error.params, aside: join(folder, aside) } } : error;
}

function choose(profiles: readonly Profile[], wanted: string | undefined): Profile | undefined {
  const fitting = profiles.filter(({ id, name }) => wanted === undefined || id === wanted || name.toLowerCase().includes(wanted.toLowerCase()));
  return fitting.length === 1 ? fitting[0] : undefined;
}
