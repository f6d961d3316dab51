import process from "node:process";
import { parseConfig } from "./config.ts";
import { createLog } from "./create-log.ts";
import { errorFacts } from "./http/error-facts.ts";
import { importDirectoryFile } from "./import-directory-file.ts";
import { importSealedFile } from "./import-sealed-file.ts";
import { migrateStore } from "./migrate-store.ts";
import { StartFault } from "./start-fault.ts";
import { startServer } from "./start-server.ts";

const USAGE = "npm run server                     the central server, configured by GUICHET_ variables (docs/server.md)\nnpm run server -- directory FILE   imports banks, branches and persons, then ends\nnpm run server -- import-sealed FILE   gives the centre what a sealed file holds, then ends\nnpm run server -- migrate          brings the store to this version, then ends\n";

async function main(args: readonly string[]): Promise<void> {
  const config = parseConfig(process.env);
  if (!config.ok) throw config.error;
  const log = createLog(config.value.logLevel);
  const [command, file, ...rest] = args;
  if (command === "directory" && file !== undefined && rest.length === 0) return importDirectoryFile(config.value, file, log);
  if (command === "import-sealed" && file !== undefined && rest.length === 0) return importSealedFile(config.value, file, log);
  if (command === "migrate" && file === undefined) return migrateStore(config.value, log);
  if (command !== undefined) {
    process.stderr.write(USAGE);
    process.exitCode = 2;
    return;
  }
  const server = await startServer(config.value, { log });
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

main(process.argv.slice(2)).catch((error: unknown) => {
  if (error instanceof StartFault) process.stderr.write(`${error.fr}\n${error.message}\n`);
  else process.stderr.write(`${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
  process.exit(1);
});
