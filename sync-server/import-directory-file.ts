import type { ServerConfig } from "./config.ts";
import type { ServerLog } from "./http/http-deps.ts";

export async function importDirectoryFile(_config: ServerConfig, _file: string, _log: ServerLog): Promise<void> {
  throw new Error("not composed yet");
}
