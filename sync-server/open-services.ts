import type { ServerConfig } from "./config.ts";
import type { Services } from "./domain/services.ts";
import type { ServerLog } from "./http/http-deps.ts";

/** Opens the store and the centre's work on it. */
export async function openServices(_config: ServerConfig, _log: ServerLog): Promise<Services> {
  throw new Error("not composed yet");
}
