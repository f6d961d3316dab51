import type { CoreDeps, LogFacts, Logger } from "../../deps.ts";

export const silentLog: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A logger that keeps its lines. */
export function keptLog(): Logger & { readonly lines: readonly { readonly level: string; readonly event: string; readonly facts: LogFacts | undefined }[] } {
  const lines: { level: string; event: string; facts: LogFacts | undefined }[] = [];
  const write = (level: string) => (event: string, facts?: LogFacts): void => void lines.push({ level, event, facts });
  return { info: write("info"), warn: write("warn"), error: write("error"), lines };
}

/** Powers that reach nothing. */
export const fakeDeps = (over: Partial<CoreDeps> = {}): CoreDeps => ({
  version: "0.0.0-test",
  host: "test",
  dataDir: "/nowhere",
  serverUrl: "http://127.0.0.1:1",
  keyVault: { kind: "none" },
  fetch: () => Promise.reject(new TypeError("no network here")),
  now: () => 1,
  randomBytes: (length) => new Uint8Array(length),
  log: silentLog,
  openBrowser: async () => undefined,
  redirectUri: async () => "http://127.0.0.1:1/auth/callback",
  ...over,
});
