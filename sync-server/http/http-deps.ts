import type { Server, TlsOptions } from "node:tls";
import type { Metric } from "prom-client";
import type { Hello } from "../../shared/sync/protocol.ts";
import type { Services } from "../domain/services.ts";
import type { VerifyToken } from "./authenticate.ts";
import type { Patience } from "./patience.ts";
import type { Tracing } from "./trace-requests.ts";
import type { PageFile } from "./verification/serve-page.ts";

/** What http needs from whoever composes it. */
export type HttpDeps = {
  readonly services: Services;
  readonly verify: VerifyToken;
  /** Where to sign in, by bank when the centre trusts several identity providers. */
  readonly signIn: (bank: string | undefined) => Promise<SignIn>;
  /** Published accounts; undefined outside a demonstration. */
  readonly accounts: Accounts | undefined;
  readonly limits: HttpLimits;
  readonly verification: VerificationDeps;
  /** Where anybody verifies an attestation: told to workstations and printed. Without a `#`. */
  readonly verificationAddress: () => string;
  /** Undefined: /metrics does not exist, except in a demonstration where it is open. */
  readonly metricsToken: string | undefined;
  /** Addresses of proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  /** Clients reach this server by https, whatever it listens with. */
  readonly isHttps: boolean;
  /** What this server listens with itself; not given: HTTP, for what stands in front. */
  readonly tls?: Tls | undefined;
  /** UTC ms. */
  readonly now: () => number;
  readonly log: ServerLog;
  /** Without it nothing is traced. */
  readonly tracing?: Tracing | undefined;
  /** What the other parts of the server measure, told at /metrics too. */
  readonly measures?: readonly Metric[] | undefined;
};
export type SignIn = Pick<Hello, "issuer" | "clientId" | "audience">;
export type Accounts = NonNullable<Hello["demonstration"]>["accounts"];

export type HttpLimits = {
  /** Requests a minute of one person, of one workstation, and of one address without a valid token. */
  readonly perPerson: number;
  readonly perDevice: number;
  readonly perAddress: number;
  /** Requests at work at once, beyond which the server says that it is busy; of one person and of one workstation of hers, beyond which they are told to wait. */
  readonly inside: number;
  readonly insidePerPerson: number;
  readonly insidePerDevice: number;
  /** Requests at once of whom it is not known yet, or not asked, who they are. */
  readonly atDoor: number;
  readonly connections: number;
  readonly patience: Patience;
  readonly newsPerPerson: number;
  readonly heartbeatMs: number;
};

/** `attach`: a server that listens with the options is given newer ones as they come. */
export type Tls = { readonly options: () => TlsOptions; readonly attach: (server: Pick<Server, "setSecureContext">) => void };

/** What strangers may come for: the verification of a registration number. */
export type VerificationDeps = {
  /** Its page, where this server is to serve it. */
  readonly page: readonly PageFile[] | undefined;
  /** Where else its page is served from: the one other origin that may ask. */
  readonly origin: string | undefined;
  readonly inside: number;
  readonly pointsPerAddress: number;
};

/** Codes, counts, durations and ids only: never a token, a name, a company or an amount. */
export type ServerLog = {
  readonly info: (facts: LogFacts, event: string) => void;
  readonly warn: (facts: LogFacts, event: string) => void;
  readonly error: (facts: LogFacts, event: string) => void;
};
export type LogFacts = { readonly [name: string]: string | number | boolean | readonly string[] | undefined };
