import type { app, BrowserWindow, ipcMain, Menu, net, powerMonitor, protocol, safeStorage, screen, session, shell, utilityProcess } from "electron";

/** The parts of Electron that the shell uses, given to it: tests and the stand-in give others. Only main.ts and preload.ts import the real one. */
export type Electron = {
  readonly app: typeof app;
  readonly BrowserWindow: typeof BrowserWindow;
  readonly ipcMain: typeof ipcMain;
  readonly Menu: typeof Menu;
  readonly net: typeof net;
  readonly powerMonitor: typeof powerMonitor;
  readonly protocol: typeof protocol;
  readonly safeStorage: typeof safeStorage;
  readonly screen: typeof screen;
  readonly session: typeof session;
  readonly shell: typeof shell;
  readonly utilityProcess: typeof utilityProcess;
};
