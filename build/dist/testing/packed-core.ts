import { fork } from "node:child_process";
import process from "node:process";
import type { Bridge } from "../../../shared/bridge/contract.ts";
import { connectCore } from "../../../main/core/port/connect-core.ts";
import { bridgeOf } from "../../../main/core/port/core-link.ts";

const parentPort = new URL("../../../e2e/support/stand-in-electron/parent-port.ts", import.meta.url).href;

export type PackedCore = { readonly bridge: Bridge; readonly close: () => Promise<void> };

/** The core of a packed application, from its own files and its own native module, in a process of this Node as Electron would start it. */
export async function startPackedCore(entry: string, dataDir: string, serverUrl: string): Promise<PackedCore> {
  const child = fork(entry, [], { cwd: dataDir, env: { PATH: process.env["PATH"] }, execPath: process.execPath, execArgv: ["--import", parentPort], serialization: "advanced", stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const left = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const link = await connectCore(
    {
      post: (message) => void (child.connected && child.send(Object(message))),
      listen: (onMessage) => void child.on("message", onMessage),
      onGone: (listener) => void child.once("exit", (code) => listener(`ended with ${code ?? "a signal"}`)),
    },
    { version: "packed", host: "electron", dataDir, serverUrl },
    { log: { info: () => undefined, warn: () => undefined, error: () => undefined }, keyVault: { kind: "none" }, fetch: undefined, openBrowser: async () => undefined, redirectUri: async () => "guichet://auth" },
  ).catch((error: unknown) => {
    child.kill();
    throw error;
  });
  return {
    bridge: bridgeOf(link),
    close: async () => {
      await link.close();
      await left;
    },
  };
}
