import { afterEach, vi } from "vitest";
import type { Bridge } from "../../../shared/bridge/contract.ts";
import { isErrorCode } from "../../../shared/kernel/error-codes.ts";
import { CallFailure } from "../../core/port/core-link.ts";
import { bridgeContract } from "../bridge-contract.ts";
import { CALL_CHANNEL } from "./channels.ts";
import { startTestShell, type TestShell } from "./test-support/start-test-shell.ts";

/** What the preload finds as `electron`; set anew for every window. */
const renderer = vi.hoisted(() => ({
  exposed: new Map<string, unknown>(),
  invoke: async (...args: readonly unknown[]): Promise<unknown> => args,
  listen: (_channel: string, _listener: (event: unknown, ...args: readonly unknown[]) => void): void => undefined,
}));
vi.mock("electron", () => ({
  contextBridge: { exposeInMainWorld: (name: string, api: unknown) => renderer.exposed.set(name, api) },
  ipcRenderer: {
    invoke: (...args: readonly unknown[]) => renderer.invoke(...args),
    on: (channel: string, listener: (event: unknown, ...args: readonly unknown[]) => void) => renderer.listen(channel, listener),
  },
}));
afterEach(() => vi.resetModules());

async function openPreload(shell: TestShell): Promise<Bridge> {
  const { webContents } = shell.window;
  const event = { sender: webContents, senderFrame: { url: "guichet://app/index.html", parent: null } };
  renderer.invoke = async (channel, ...args) => structuredClone(await shell.handlers.get(String(channel))?.(event, ...structuredClone(args)));
  renderer.listen = (channel, listener) => void webContents.on("sent", (sent, ...args) => sent === channel && listener({}, ...structuredClone(args)));
  await import("./preload.ts");
  return renderer.exposed.get("guichet") as Bridge;
}

bridgeContract("Electron IPC", async () => {
  const shell = await startTestShell();
  const raw = await openPreload(shell);
  // What the window does with a refusal, of which only the message crosses: the message is the code.
  const named = (error: unknown): never => {
    const code = error instanceof Error && isErrorCode(error.message) ? error.message : "G5001";
    throw new CallFailure(code);
  };
  const bridge: Bridge = { call: (name, input) => raw.call(name, input).catch(named), on: raw.on };
  const callRaw = async (name: string, input: unknown): Promise<string> => {
    const outcome = await renderer.invoke(CALL_CHANNEL, name, input);
    return typeof outcome === "object" && outcome !== null && "code" in outcome ? String(outcome.code) : "answered";
  };
  return { bridge, callRaw, close: shell.remove };
});
