import { app, BrowserWindow, dialog, ipcMain, Menu, net, powerMonitor, protocol, safeStorage, screen, session, shell, utilityProcess } from "electron";
import { join } from "node:path";
import process from "node:process";
import { terminalWords, type TerminalWords } from "../../../shared/i18n/terminal.ts";
import { lockAfterMinutes, policyWords } from "../../core/policy/policies.ts";
import { readPolicies } from "../../core/policy/read-policies.ts";
import { readShellArguments } from "./arguments.ts";
import { readUpdateSettings } from "./update-arguments.ts";
import { createShell } from "./shell.ts";
import { leaveNoDump } from "../../core/port/leave-no-dump.ts";

leaveNoDump();

/** Entry of the desktop application, compiled into one folder with its preload and the core's entry. */
const words = (): TerminalWords => terminalWords(app.getLocale().startsWith("en") ? "en" : "fr");
const here = import.meta.dirname;
// What IT decides comes after what a person gave, and so wins.
const decided = readPolicies(process.platform, process.env);
const given = [...process.argv, ...policyWords(decided.policies)];
const started = createShell(
  { app, BrowserWindow, ipcMain, Menu, net, powerMonitor, protocol, safeStorage, screen, session, shell, utilityProcess },
  {
    ...readShellArguments(given, process.env, process.platform),
    platform: process.platform,
    updates: readUpdateSettings(given, process.env, { isPackaged: app.isPackaged, resourcesDir: process.resourcesPath, platform: process.platform, arch: process.arch }),
    argv: process.argv,
    rendererDir: join(here, "..", "renderer"),
    preload: join(here, "preload.cjs"),
    coreEntry: join(here, "core-process.js"),
    // Windows and macOS take it from the program itself.
    icon: app.isPackaged && process.platform === "linux" ? join(process.resourcesPath, "icon.png") : undefined,
    policyFaults: decided.faults,
    lockAfterMinutes: lockAfterMinutes(decided.policies), telemetryOff: decided.policies.telemetryOff,
    ...(decided.policies.unlockWay === undefined ? {} : { unlockWay: decided.policies.unlockWay }),
    onFall: (why) => dialog.showErrorBox("Guichet", words().say("app.fell", { why })),
  },
).start();

/** Never awaited by this module: Electron is ready only once its entry has been read to the end. */
async function sayHowItStarted(): Promise<void> {
  try {
    const outcome = await started;
    if (!outcome.ok) dialog.showErrorBox("Guichet", words().error(outcome.error));
    if (!outcome.ok || outcome.value === "already") app.exit(outcome.ok ? 0 : 1);
  } catch (error) {
    dialog.showErrorBox("Guichet", error instanceof Error ? error.message : String(error));
    app.exit(1);
  }
}
void sayHowItStarted();
