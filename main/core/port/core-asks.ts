import type { EventName } from "../../../shared/bridge/contract.ts";
import type { SessionState } from "../../../shared/bridge/session-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { Result } from "../../../shared/kernel/result.ts";
import type { CoreDeps, LogFacts, WeatherDesk } from "../deps.ts";
import type { ApplyUpdate, UpdateSettings } from "../update/update-settings.ts";
import type { CallOutcome } from "./answer-call.ts";

/** What is plain in {@link CoreDeps}, and which powers the host gives besides. */
export type CoreSettings = Pick<CoreDeps, "version" | "host" | "dataDir" | "serverUrl" | "sharedFolder" | "lockAfterMinutes" | "unlockWay" | "telemetryOff" | "lookupAddress"> & {
  /** Plain; the host applies them, over the line. */
  readonly updates?: UpdateSettings | undefined;
  /** The host answers for a weather desk. */
  readonly hasWeather?: boolean | undefined;
  /** `os`: the host wraps secrets with the operating system's vault. */
  readonly keyVault: "none" | "os";
  /** `own`: Node's fetch, in the core's own thread. `host`: the host's, over the line. */
  readonly fetch: "own" | "host";
};

/** What the host may ask the core's thread for. */
export type CoreAsks = {
  readonly open: (settings: CoreSettings) => Promise<void>;
  readonly call: (call: { readonly name: unknown; readonly input: unknown }) => Promise<CallOutcome>;
  readonly completeSignIn: (url: string) => Promise<Result<SessionState, CodedError>>;
  readonly close: (nothing: undefined) => Promise<void>;
  /** The answer to `close` was heard: the thread may end. Before that its end is a fall. */
  readonly leave: (nothing: undefined) => Promise<void>;
};

export type FetchRequest = {
  readonly url: string;
  readonly method: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array | undefined;
  readonly redirect: "follow" | "error" | "manual";
};
/** The body is read piece by piece, so a stream that never ends crosses too, and a slow reader slows the sender. */
export type FetchHead = {
  readonly url: string;
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly hasBody: boolean;
};

/** What the core's thread may ask its host for. */
export type HostAsks = {
  readonly openBrowser: (url: string) => Promise<void>;
  readonly redirectUri: (nothing: undefined) => Promise<string>;
  readonly wrap: (secret: Uint8Array) => Promise<Uint8Array>;
  readonly unwrap: (wrapped: Uint8Array) => Promise<Uint8Array>;
  /** `id` is chosen by the asker and names the exchange until its body ends or it is dropped. */
  readonly fetch: (exchange: { readonly id: number; readonly request: FetchRequest }) => Promise<FetchHead>;
  readonly fetchRead: (id: number) => Promise<Uint8Array | undefined>;
  readonly fetchDrop: (id: number) => Promise<void>;
  readonly applyUpdate: ApplyUpdate;
  readonly weather: WeatherDesk;
  readonly log: (line: { readonly level: "info" | "warn" | "error"; readonly event: string; readonly facts: LogFacts | undefined }) => Promise<void>;
  readonly news: (news: { readonly name: EventName; readonly news: unknown }) => Promise<void>;
};
