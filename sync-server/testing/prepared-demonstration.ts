import { spawn } from "node:child_process";
import { once } from "node:events";
import { globSync } from "node:fs";
import { join } from "node:path";
import { putEmptyStore, putPrepared, root } from "../store/testing/prepared-store.ts";

/** Puts a demonstration into `dataDir` (GUICHET_DATA) as a first start and a stop leave it. All copies are the same centre, with the same keys. */
export const putDemonstration = (dataDir: string): Promise<void> => putPrepared(dataDir, "demonstration", sources(), makeDemonstration);

async function makeDemonstration(making: string): Promise<void> {
  await putEmptyStore(join(making, "store"));
  const env = { PATH: process.env["PATH"], GUICHET_DEMONSTRATION: "1", GUICHET_PORT: "0", GUICHET_DATA: making };
  const server = spawn(process.execPath, [join(root, "sync-server/main.ts")], { env, stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  server.stdout.on("data", (chunk: Buffer) => {
    const isFirst = !said.includes('"listening"');
    said += chunk.toString();
    if (isFirst && said.includes('"listening"')) server.kill("SIGTERM");
  });
  const [code] = await once(server, "exit");
  if (code !== 0) throw new Error(`the server that prepares the demonstration ended with ${String(code)}: ${said}`);
}

/** What a demonstration is made by: change it, and the next test makes another. */
function sources(): readonly string[] {
  const isProduct = (path: string): boolean => !/\.test\.ts$|[\\/]testing[\\/]|[\\/]contract[\\/]/.test(path);
  return [...globSync("sync-server/**/*.ts", { cwd: root }), ...globSync("shared/kernel/*.ts", { cwd: root })].filter(isProduct).toSorted();
}
