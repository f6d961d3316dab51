import { app, BrowserWindow, dialog, ipcMain, Menu, net, powerMonitor, protocol, safeStorage, screen, session, shell, utilityProcess } from "electron";
import { join } from "node:path";
import process from "node:process";
import { terminalWords } from "../../../shared/i18n/terminal.ts";
import { readShellArguments } from "./arguments.ts";
import { createShell } from "./shell.ts";

/** Entry of the desktop application, compiled into one folder with its preload and the core's entry. */
const here = import.meta.dirname;
const started = createShell(
  { app, BrowserWindow, ipcMain, Menu, net, powerMonitor, protocol, safeStorage, screen, session, shell, utilityProcess },
  {
    ...readShellArguments(process.argv, process.env, process.platform),
    platform: process.platform,
    argv: process.argv,
    rendererDir: join(here, "..", "renderer"),
    preload: join(here, "preload.cjs"),
    coreEntry: join(here, "core-process.js"),
    icon: undefined,
  },
).start();

started.then(
  (outcome) => {
    if (!outcome.ok) dialog.showErrorBox("Guichet", terminalWords(app.getLocale().startsWith("en") ? "en" : "fr").error(outcome.error));
    if (!outcome.ok || outcome.value === "already") app.exit(outcome.ok ? 0 : 1);
  },
  (error: unknown) => {
    dialog.showErrorBox("Guichet", error instanceof Error ? error.message : String(error));
    app.exit(1);
  },
);
