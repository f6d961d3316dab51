import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";
import { unwrap } from "../../shared/kernel/result.ts";
import { parseConfig } from "../config.ts";
import { createLog } from "../create-log.ts";
import { startServer, type RunningServer } from "../start-server.ts";
import { putDemonstration } from "./prepared-demonstration.ts";

const folders: string[] = [];
const servers: RunningServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A temporary folder, gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "guichet-server-"));
  folders.push(folder);
  return folder;
}

/** A temporary folder in which a demonstration was already started once, gone after the test. */
export async function demonstrationFolder(): Promise<string> {
  const folder = temporaryFolder();
  await putDemonstration(folder);
  return folder;
}

/** A whole demonstration in this process on a free port, closed after the test. Its real log lines go to `lines`. */
export async function startDemonstration(env: Readonly<Record<string, string>>, lines: string[] = []): Promise<RunningServer> {
  const config = unwrap(parseConfig({ GUICHET_DEMONSTRATION: "1", GUICHET_PORT: "0", ...env }), "configuration");
  const server = await startServer(config, { log: createLog("debug", { write: (line) => void lines.push(line) }) });
  servers.push(server);
  return server;
}
