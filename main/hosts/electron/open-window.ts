import { join } from "node:path";
import type { BrowserWindow } from "electron";
import { WINDOW_URL } from "./addresses.ts";
import type { Electron } from "./powers.ts";
import { FIRST_SIZE, keepWindowState, readWindowState } from "./window-state.ts";

export type WindowOptions = { readonly preload: string; readonly dataDir: string; readonly icon: string | undefined; readonly developer: boolean };

/** The one window: sandboxed, isolated, without Node, shown once it has something to show. */
export function openWindow({ BrowserWindow, screen }: Pick<Electron, "BrowserWindow" | "screen">, { preload, dataDir, icon, developer }: WindowOptions): BrowserWindow {
  const path = join(dataDir, "window.json");
  const state = readWindowState(path, screen);
  const window = new BrowserWindow({
    ...(state === undefined ? FIRST_SIZE : { x: state.x, y: state.y, width: state.width, height: state.height }),
    ...(icon === undefined ? {} : { icon }),
    minWidth: 320,
    minHeight: 400,
    show: false,
    title: "Guichet",
    backgroundColor: "#f6f3ec",
    autoHideMenuBar: true,
    webPreferences: {
      preload, sandbox: true, contextIsolation: true, nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false,
      webSecurity: true, allowRunningInsecureContent: false, webviewTag: false, navigateOnDragDrop: false, spellcheck: false, devTools: developer,
    },
  });
  window.once("ready-to-show", () => {
    if (state?.maximized === true) window.maximize();
    window.show();
  });
  keepWindowState(window, path);
  void window.loadURL(WINDOW_URL);
  return window;
}
