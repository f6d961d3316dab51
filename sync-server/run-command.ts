import process from "node:process";
import { parseConfig } from "./config.ts";
import { createLog } from "./create-log.ts";
import { errorFacts } from "./http/error-facts.ts";
import { importDirectoryFile } from "./import-directory-file.ts";
import { migrateStore } from "./migrate-store.ts";
import { openServices, openStoreOf, type OpenStore } from "./open-services.ts";
import { StartFault } from "./start-fault.ts";
import { startServer } from "./start-server.ts";

const USAGE = "npm run server                     the central server, configured by GUICHET_ variables (docs/server.md)\nnpm run server -- directory FILE   imports banks, branches and persons, then ends\nnpm run server -- migrate          brings the store to this version, then ends\n";

/** The program: one command of this process's environment, or the server until it is told to stop. `open` is another's only in tests of versions side by side. */
export async function runCommand(args: readonly string[], open: OpenStore = openStoreOf): Promise<void> {
  try {
    await run(args, open);
  } catch (error) {
    if (error instanceof StartFault) process.stderr.write(`${error.fr}\n${error.message}\n`);
    else process.stderr.write(`${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
    process.exit(1);
  }
}

async function run(args: readonly string[], open: OpenStore): Promise<void> {
  const config = parseConfig(process.env);
  if (!config.ok) throw config.error;
  const log = createLog(config.value.logLevel);
  const [command, file, ...rest] = args;
  if (command === "directory" && file !== undefined && rest.length === 0) return importDirectoryFile(config.value, file, log);
  if (command === "migrate" && file === undefined) return migrateStore(config.value, log, open);
  if (command !== undefined) {
    process.stderr.write(USAGE);
    process.exitCode = 2;
    return;
  }
  const server = await startServer(config.value, { log, openServices: (given, its) => openServices(given, its, open) });
  log.info({ address: server.address, demonstration: config.value.identity.kind === "demonstration", pid: process.pid }, "listening");
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    void server.close().then(() => process.exit(0));
  };
  process.once("SIGTERM", stop).on("SIGINT", stop);
  process.on("unhandledRejection", (error) => log.error(errorFacts(error), "unhandled"));
  process.on("uncaughtException", (error) => {
    log.error(errorFacts(error), "crashed");
    process.exit(1);
  });
}
