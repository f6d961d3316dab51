import process from "node:process";
import { parseConfig } from "../../sync-server/config.ts";
import { createLog } from "../../sync-server/create-log.ts";
import { StartFault } from "../../sync-server/start-fault.ts";
import { startServer } from "../../sync-server/start-server.ts";

/**
 * The demonstration's sync server, as the child of `npm start`: says through its channel where it listens or why it does not, stops when
 * told or when its parent is gone. Ctrl-C and a closed terminal reach it too, and are not for it: the client is closed first.
 */
export type ServerNews =
  | { readonly type: "listening"; readonly address: string }
  | { readonly type: "fault"; readonly fr: string; readonly en: string }
  | { readonly type: "fell"; readonly why: string };

const say = (news: ServerNews): Promise<void> => new Promise((resolve) => (process.connected ? process.send?.(news, () => resolve()) : resolve()));

async function main(): Promise<void> {
  for (const signal of ["SIGINT", "SIGHUP"] as const) process.on(signal, () => undefined);
  const config = parseConfig(process.env);
  if (!config.ok) throw config.error;
  const server = await startServer(config.value, { log: createLog(config.value.logLevel) });
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    void server.close().then(() => process.exit(0), () => process.exit(1));
  };
  process.once("disconnect", stop).once("SIGTERM", stop).on("message", (order) => order === "stop" && stop());
  await say({ type: "listening", address: server.address });
  if (!process.connected) stop();
}

main().catch(async (error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
  await say(error instanceof StartFault ? { type: "fault", fr: error.fr, en: error.message } : { type: "fell", why: error instanceof Error ? error.message : String(error) });
  process.exit(1);
});
