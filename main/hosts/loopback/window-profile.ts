import { mkdirSync, readlinkSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

/** Of the browser that shows the window: nothing of the person's own browser is in it, and nothing of it stays. */
const FOLDER = "window";
export const windowProfile = (dataDir: string): string => join(dataDir, FOLDER);

/**
 * A browser's ordinary profile keeps, in the clear, the titles of pages (a client's name), what stood in their fields, and what was submitted. A private window
 * keeps all of it in memory. The rest is for what a browser does outside windows: it calls nobody, and sends nothing of what is typed to be corrected or completed.
 */
export const quietSwitches = (browserPath: string): readonly string[] => [
  isEdge(browserPath) ? "--inprivate" : "--incognito",
  "--no-first-run", "--no-default-browser-check", "--disable-sync", "--disable-background-networking", "--disable-component-update", "--disable-extensions",
  "--disable-breakpad", "--disable-crash-reporter", "--disable-domain-reliability", "--no-pings", "--password-store=basic", "--disk-cache-size=1", "--media-cache-size=1",
  "--disable-features=AutofillServerCommunication,MediaRouter,OptimizationHints,SpellcheckService,Translate",
];

/** Where the bank forbids private windows the switch is ignored; then these hold. By their names in Chromium's own file. */
const PREFERENCES = {
  credentials_enable_service: false,
  credentials_enable_autosignin: false,
  profile: { password_manager_enabled: false, password_manager_leak_detection: false },
  autofill: { enabled: false, profile_enabled: false, credit_card_enabled: false },
  browser: { enable_spellchecking: false },
  spellcheck: { use_spelling_service: false, dictionaries: [] },
  search: { suggest_enabled: false },
  net: { network_prediction_options: 2 },
  signin: { allowed: false, allowed_on_next_startup: false },
  translate: { enabled: false },
  savefile: { type: 0 },
};

/** Removes what a window left, and what an earlier Guichet's kept. A profile that a browser still shows is left to it. */
export function sweepWindowProfile(dataDir: string): void {
  const folder = windowProfile(dataDir);
  if (isShown(folder)) return;
  const aside = `${folder}.gone`;
  try {
    rmSync(aside, { recursive: true, force: true });
    // Windows refuses this while a file in it is open, and then all of it stays.
    renameSync(folder, aside);
    rmSync(aside, { recursive: true, force: true });
  } catch {
    // Not there, or in use: it is swept the next time.
  }
}

/** Puts the preferences where no profile is yet. */
export function prepareWindowProfile(dataDir: string): void {
  const inside = join(windowProfile(dataDir), "Default");
  try {
    mkdirSync(inside, { recursive: true, mode: 0o700 });
    writeFileSync(join(inside, "Preferences"), JSON.stringify(PREFERENCES), { mode: 0o600, flag: "wx" });
  } catch {
    // A browser has it already, or the folder is not writable: the switches hold.
  }
}

const isEdge = (path: string): boolean => /edge/i.test(basename(path.replaceAll("\\", "/")));

/** Chromium's own lock, a link to `host-pid`; on Windows it is a file held open. */
function isShown(folder: string): boolean {
  try {
    process.kill(Number(readlinkSync(join(folder, "SingletonLock")).split("-").at(-1)), 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
