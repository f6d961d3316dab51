import type { Argon2Cost } from "./keys/derive-key.ts";
import type { LookupPace } from "./lookup/lookup-pace.ts";
import type { Pace } from "./sync/pace.ts";
import type { WeatherAct } from "../../shared/bridge/weather-acts.ts";
import type { WeatherAnswer } from "../../shared/bridge/weather-views.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import type { Result } from "../../shared/kernel/result.ts";
import type { UnlockWay } from "../../shared/policy/bank-policy.ts";
import type { ApplyUpdate, UpdateSettings } from "./update/update-settings.ts";

/** Everything the core needs from whoever hosts it. Nothing here names Electron. Powers may cross a thread: asynchronous, serialisable. */
export type CoreDeps = {
  readonly version: string;
  readonly host: "electron" | "loopback" | "cli" | "test";
  /** Absolute path; one folder per operating-system user, holding one profile per signed-in person. */
  readonly dataDir: string;
  /** Base address of the sync server, without a trailing slash. */
  readonly serverUrl: string;
  /** An extra lock of the host's. Beside the passphrase; in its place only where the bank, or IT, lets either open. */
  readonly keyVault: KeyVault;
  /** Electron: net.fetch, with the workstation's proxy and certificates. */
  readonly fetch: typeof globalThis.fetch;
  /** UTC ms. */
  readonly now: () => number;
  /** ms since any moment, by a clock that nobody sets. Absent: the process's own. Only tests give one. */
  readonly monotonic?: () => number;
  readonly randomBytes: (length: number) => Uint8Array;
  readonly log: Logger;
  /** Minutes without anybody at the window after which the desk locks; 0: never for that. Absent: no person sits at this host. */
  readonly lockAfterMinutes?: number;
  /** IT decided that nothing about use may leave the computer: how long a change was on its way is not told with it. */
  readonly telemetryOff?: boolean;
  /** What IT decided opens a profile of this computer, over what the bank decided. Absent: nothing. */
  readonly unlockWay?: UnlockWay;
  /** Shows the identity provider's page. The host chooses how. */
  readonly openBrowser: (url: string) => Promise<void>;
  /** Address the identity provider redirects to after signing in, as the host serves it. */
  readonly redirectUri: () => Promise<string>;
  /** Where IT decided that the branch's shared folder is; undefined: a person may choose. */
  readonly sharedFolder?: string;
  /** For tests and for a recorded directory of companies: one address that stands for every public source. Absent: each source's own. */
  readonly lookupAddress?: string;
  /** For tests: what a lookup waits for, ms. */
  readonly lookupPace?: LookupPace;
  /** For tests: the compiled page that evidence files hold. Absent: beside the program, or where build/verification puts it. */
  readonly verifierFile?: string;
  /** For tests: how often the centre is asked, and how long its stream of news is waited for. */
  readonly pace?: Pace;
  /** For tests: how often the shared folder is looked at, ms. */
  readonly folderPollMs?: number;
  /** Absent where nothing updates itself or is told of releases: sources, the loopback host, the command line. */
  readonly updates?: UpdateSettings & { readonly apply: ApplyUpdate };
  /** Only `npm start` gives one: no host that is installed. */
  readonly weather?: WeatherDesk;
  /** What a new passphrase costs to try. Only tests ask for less than ARGON2_COST; no host gives it. */
  readonly keyCost?: Argon2Cost;
};

/** Whoever makes the weather of a demonstration, in the process that holds it. */
export type WeatherDesk = (act: WeatherAct) => Promise<Result<WeatherAnswer, CodedError>>;

export type KeyVault =
  | { readonly kind: "none" }
  | { readonly kind: "os"; readonly wrap: (secret: Uint8Array) => Promise<Uint8Array>; readonly unwrap: (wrapped: Uint8Array) => Promise<Uint8Array> };

/** No personal data, no secrets, no SIREN or amounts: codes, counts, durations and ids only. */
export type Logger = {
  readonly info: (event: string, facts?: LogFacts) => void;
  readonly warn: (event: string, facts?: LogFacts) => void;
  readonly error: (event: string, facts?: LogFacts) => void;
};
export type LogFacts = { readonly [name: string]: string | number | boolean | undefined };
