import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { Flood, FloodTold } from "./flood-program.ts";

/** Starts a flood; answers what ends it and tells what it was answered. */
export function startFlood(flood: Flood): () => Promise<FloodTold> {
  const child = spawn(process.execPath, [fileURLToPath(new URL("flood-program.ts", import.meta.url))], { stdio: ["pipe", "pipe", "inherit"] });
  const said = text(child.stdout);
  child.stdin.end(JSON.stringify(flood)); // its tokens: not by its arguments
  return async () => {
    child.kill("SIGTERM");
    return JSON.parse(await said);
  };
}
