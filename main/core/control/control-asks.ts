import type { EventName } from "../../../shared/bridge/contract.ts";
import type { CallOutcome } from "../port/answer-call.ts";

/** What a command may ask of the Guichet that holds the folder. All but `hello` are refused before a good `hello`. */
export type ControlAsks = {
  readonly hello: (secret: string) => Promise<{ readonly host: "electron" | "loopback"; readonly version: string; readonly serverUrl: string }>;
  readonly call: (call: { readonly name: unknown; readonly input: unknown }) => Promise<CallOutcome>;
  /** A fresh one-time address for a browser; undefined when this host has a window of its own. */
  readonly address: (nothing: undefined) => Promise<{ readonly address: string | undefined }>;
  /** Brings its window to the front, or opens one. */
  readonly show: (nothing: undefined) => Promise<void>;
};

export type ControlNews = {
  readonly news: (news: { readonly name: EventName; readonly news: unknown }) => Promise<void>;
};
