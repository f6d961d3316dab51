import { EventEmitter } from "node:events";
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Electron } from "../powers.ts";

type Handler = (event: unknown, ...args: readonly unknown[]) => unknown;

/** What a test may look at and push in the injected Electron. */
export type FakeElectron = {
  readonly electron: Electron;
  readonly app: EventEmitter & { locked: boolean; quits: number; readonly paths: Map<string, string>; readonly clients: string[]; sandboxed: boolean; ready: () => Promise<void> };
  readonly powerMonitor: EventEmitter;
  readonly windows: FakeWindow[];
  readonly handlers: Map<string, Handler>;
  readonly schemes: unknown[];
  readonly protocols: Map<string, (request: { readonly url: string; readonly method: string }) => Promise<Response>>;
  readonly session: EventEmitter & { readonly doors: Record<string, (...args: never[]) => unknown> };
  readonly opened: string[];
  readonly fetched: string[];
  readonly vault: { available: boolean; backend: string };
  readonly menus: unknown[];
};

export class FakeContents extends EventEmitter {
  readonly id: number;
  readonly sent: (readonly unknown[])[] = [];
  windowOpen: (details: { readonly url: string }) => { readonly action: string } = () => ({ action: "allow" });
  constructor(id: number) {
    super();
    this.id = id;
  }
  isDestroyed = (): boolean => false;
  send = (...args: readonly unknown[]): void => {
    this.sent.push(args);
    this.emit("sent", ...args);
  };
  setWindowOpenHandler = (handler: FakeContents["windowOpen"]): void => { this.windowOpen = handler; };
}
export class FakeWindow extends EventEmitter {
  readonly webContents: FakeContents;
  readonly options: Readonly<Record<string, unknown>>;
  readonly did: string[] = [];
  url = "";
  minimized = false;
  constructor(options: Readonly<Record<string, unknown>>, id: number) {
    super();
    this.options = options;
    this.webContents = new FakeContents(id);
  }
  loadURL = async (url: string): Promise<void> => { this.url = url; };
  isDestroyed = (): boolean => false;
  isMinimized = (): boolean => this.minimized;
  isMaximized = (): boolean => false;
  getNormalBounds = () => ({ x: 10, y: 20, width: 1000, height: 700 });
  show = (): void => void this.did.push("show");
  focus = (): void => void this.did.push("focus");
  restore = (): void => void this.did.push("restore");
  maximize = (): void => void this.did.push("maximize");
}

const coreProcess = fileURLToPath(new URL("./fake-core-process.ts", import.meta.url));

/** Electron by hand: it does what it is told and remembers what it was told. The core's process is a real one, with the fake core. */
export function createFakeElectron(): FakeElectron {
  const app = Object.assign(new EventEmitter(), { locked: true, quits: 0, paths: new Map<string, string>(), clients: new Array<string>(), sandboxed: false, ready: async () => undefined });
  const windows: FakeWindow[] = [];
  const handlers = new Map<string, Handler>();
  const schemes: unknown[] = [];
  const protocols: FakeElectron["protocols"] = new Map();
  const doors: Record<string, (...args: never[]) => unknown> = {};
  const session = Object.assign(new EventEmitter(), { doors });
  const [opened, fetched, menus] = [new Array<string>(), new Array<string>(), new Array<unknown>()];
  const vault = { available: false, backend: "gnome_libsecret" };
  const powerMonitor = new EventEmitter();
  const quit = (): void => {
    app.quits += 1;
    let prevented = false;
    app.emit("before-quit", { preventDefault: () => { prevented = true; } });
    if (!prevented) app.emit("will-quit");
  };
  const electron = {
    app: Object.assign(app, {
      enableSandbox: () => { app.sandboxed = true; }, setPath: (name: string, path: string) => app.paths.set(name, path), requestSingleInstanceLock: () => app.locked,
      whenReady: () => app.ready(), setAsDefaultProtocolClient: (scheme: string) => app.clients.push(scheme), getVersion: () => "0.0.0-test", isPackaged: true, quit,
    }),
    BrowserWindow: function BrowserWindow(options: Readonly<Record<string, unknown>>) {
      const window = new FakeWindow(options, windows.length + 1);
      windows.push(window);
      app.emit("web-contents-created", {}, window.webContents);
      return window;
    },
    ipcMain: { handle: (channel: string, handler: Handler) => handlers.set(channel, handler), removeHandler: (channel: string) => handlers.delete(channel) },
    Menu: { setApplicationMenu: (menu: unknown) => menus.push(menu), buildFromTemplate: (template: unknown) => template },
    net: { request: () => { throw new Error("no redirect is read here"); } },
    powerMonitor,
    protocol: { registerSchemesAsPrivileged: (given: unknown) => schemes.push(given), handle: (scheme: string, handler: never) => protocols.set(scheme, handler) },
    safeStorage: {
      isAsyncEncryptionAvailable: async () => vault.available, getSelectedStorageBackend: () => vault.backend,
      encryptStringAsync: async (text: string) => Buffer.from([...text].toReversed().join("")),
      decryptStringAsync: async (wrapped: Buffer) => ({ result: [...wrapped.toString()].toReversed().join(""), shouldReEncrypt: false }),
    },
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
    session: {
      fromPartition: (name: string) => ({ fetch: async (input: string) => { fetched.push(`${name} ${input}`); return new Response("from the system's network"); } }),
      defaultSession: Object.assign(session, {
        setPermissionRequestHandler: (door: never) => { doors["request"] = door; }, setPermissionCheckHandler: (door: never) => { doors["check"] = door; },
        setDevicePermissionHandler: (door: never) => { doors["device"] = door; }, setDisplayMediaRequestHandler: (door: never) => { doors["media"] = door; },
        webRequest: { onBeforeRequest: (door: never) => { doors["before"] = door; } },
      }),
    },
    shell: { openExternal: async (url: string) => void opened.push(url) },
    utilityProcess: { fork: () => forkCore() },
  };
  return { electron: electron as unknown as Electron, app, powerMonitor, windows, handlers, schemes, protocols, session, opened, fetched, vault, menus };
}

function forkCore(): unknown {
  const child = fork(coreProcess, [], { execPath: process.execPath, execArgv: [], serialization: "advanced" });
  const events = new EventEmitter();
  child.on("message", (message) => events.emit("message", message));
  child.once("exit", (code) => events.emit("exit", code ?? 1));
  return Object.assign(events, { postMessage: (message: unknown) => child.connected && child.send(message as object), kill: () => child.kill() });
}
