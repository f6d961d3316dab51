import type { ChildProcess } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { helloSchema, type Hello } from "../../shared/sync/protocol.ts";
import { freePort } from "../test/free-port.ts";
import { mustRun, runServerCommand, type CommandTold } from "../start/server-command.ts";
import { spawnServer, stopServer } from "../pentest/spawn-server.ts";

/** The centre's one server process, at an address that stays, and the operators' commands with its variables. */
export type CentreProcess = {
  readonly port: number;
  readonly hello: () => Promise<Hello>;
  /** Where the commands find the database from now on; `start` says it too. */
  readonly use: (pgUrl: string) => void;
  readonly start: (pgUrl: string) => Promise<void>;
  readonly kill: () => Promise<void>;
  /** `npm run server -- …`, in a process of its own. */
  readonly command: (...args: readonly string[]) => Promise<CommandTold>;
  /** The same, which has to end with 0. @throws with its own words */
  readonly order: (...args: readonly string[]) => Promise<string>;
  readonly close: () => Promise<void>;
};

/** Its folder outlives the database: sign-ins and their keys are not in a backup (docs/server.md). */
export async function openCentre(folder: string): Promise<CentreProcess> {
  const data = join(folder, "server");
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const port = await freePort();
  let pgUrl = "";
  let child: ChildProcess | undefined;
  const command = (...args: readonly string[]): Promise<CommandTold> => runServerCommand(args, { GUICHET_DEMONSTRATION: "1", GUICHET_STORE: "postgres", GUICHET_DATA: data, GUICHET_PG_URL: pgUrl });
  return {
    port, command,
    hello: async () => helloSchema.parse(await (await fetch(`http://127.0.0.1:${port}/v1/hello`)).json()),
    use: (url) => { pgUrl = url; },
    start: async (url) => {
      pgUrl = url;
      child = (await spawnServer({ GUICHET_DEMONSTRATION: "1", GUICHET_DATA: data, GUICHET_PG_URL: url, GUICHET_PORT: String(port) })).child;
    },
    kill: async () => {
      const mine = child;
      if (mine === undefined || mine.exitCode !== null || mine.signalCode !== null) return;
      const ended = new Promise((resolve) => { mine.once("exit", resolve); });
      mine.kill("SIGKILL");
      await ended;
    },
    order: (...args) => mustRun(args, command(...args)),
    close: async () => {
      if (child !== undefined) await stopServer(child);
    },
  };
}
