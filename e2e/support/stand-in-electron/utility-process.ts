import { fork } from "node:child_process";
import { EventEmitter } from "node:events";

const parentPort = new URL("./parent-port.ts", import.meta.url).href;

/** `utilityProcess` as a Node process with Electron's parentPort put on it. */
export const utilityProcess = {
  fork: (entry: string, args: readonly string[] = []) => {
    const child = fork(entry, [...args], { execPath: process.execPath, execArgv: ["--import", parentPort], serialization: "advanced", stdio: ["ignore", "inherit", "inherit", "ipc"] });
    const events = new EventEmitter();
    child.on("message", (message) => events.emit("message", message));
    child.once("spawn", () => events.emit("spawn"));
    child.once("exit", (code) => events.emit("exit", code ?? 1));
    return Object.assign(events, {
      pid: child.pid,
      postMessage: (message: unknown) => void (child.connected && child.send(message as object)),
      kill: () => child.kill(),
    });
  },
};
