import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";
import { parseConfig } from "../config.ts";
import { demonstrationBanks, demonstrationPeople } from "../demonstration/people.ts";
import type { Caller, Services } from "../domain/services.ts";
import { fakeServices } from "../http/testing/fake-services.ts";
import { startServer, type RunningServer } from "../start-server.ts";
import { unwrap } from "../../shared/kernel/result.ts";

export type LogLine = { readonly event: string; readonly facts: unknown };
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

export type StartOptions = { readonly env?: Readonly<Record<string, string>>; readonly now?: () => number; readonly services?: Services; readonly lines?: LogLine[] };

/** A demonstration on a free port over fake services whose directory is the published one; closed after the test. */
export async function startDemonstration(folder: string, { env = {}, now = Date.now, services = servicesOfTheDemonstration(), lines = [] }: StartOptions = {}): Promise<RunningServer> {
  const config = unwrap(parseConfig({ GUICHET_DEMONSTRATION: "1", GUICHET_PORT: "0", GUICHET_DATA: folder, ...env }), "configuration");
  const write = (facts: unknown, event: string): void => void lines.push({ event, facts });
  const server = await startServer(config, { now, log: { info: write, warn: write, error: write }, openServices: async () => services });
  servers.push(server);
  return server;
}

function servicesOfTheDemonstration(): Services {
  const services = fakeServices();
  for (const person of demonstrationPeople) {
    const home = demonstrationBanks.find(({ id }) => id === person.bank);
    const caller: Caller = {
      user: person.id, name: person.name, role: person.role, bank: home,
      branches: (home?.branches ?? []).filter(({ id }) => person.branches.includes(id)),
    };
    services.callers.set(person.id, caller);
  }
  return services;
}
