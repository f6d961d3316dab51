import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "./find-browser.ts";
import { prepareWindowProfile, quietSwitches, sweepWindowProfile, windowProfile } from "./window-profile.ts";

/** How long a browser may take to read the page that leads to the address. */
const READ_WITHIN_MS = 60_000;
const FOLDER = "opening";

export type PageOpener = {
  /** `app`: a window of its own, without an address bar. `page`: an ordinary one, which shows whose page it is. */
  readonly open: (url: string, as: "app" | "page") => void;
  /** Removes every page that leads somewhere, and what a window that was closed left. */
  readonly close: () => void;
};

/**
 * Opens addresses without ever writing them in a command line, which every process of the computer can read: the browser is given a
 * file that only its owner can read, and the file leads on.
 */
export function createPageOpener(browser: Browser, dataDir: string): PageOpener {
  const folder = join(dataDir, FOLDER);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const sweep = (): void => {
    readdirSync(folder).forEach((name) => rmSync(join(folder, name), { force: true }));
    sweepWindowProfile(dataDir);
  };
  sweep();
  return {
    open: (url, as) => {
      const path = join(folder, `${randomBytes(9).toString("hex")}.html`);
      writeFileSync(path, leadingPage(url), { mode: 0o600, flag: "wx" });
      setTimeout(() => rmSync(path, { force: true }), READ_WITHIN_MS).unref();
      prepareWindowProfile(dataDir);
      const child = spawn(browser.path, browserArguments(browser, path, as, dataDir), { stdio: "ignore", detached: true, env: browserEnvironment(browser, dataDir) });
      child.on("error", () => undefined);
      child.unref();
    },
    close: sweep,
  };
}

/** Whatever it is told, Chromium on Linux and macOS writes dumps of its falls (memory of a page among them) into the person's own settings, but for this variable: into the profile, which is swept. */
export const browserEnvironment = (browser: Browser, dataDir: string, env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv =>
  browser.kind === "default" ? env : { ...env, BREAKPAD_DUMP_LOCATION: join(windowProfile(dataDir), "crashes") };

/** The window's own profile: no extension of the person's reads it, nothing of hers is in it, and it keeps nothing. */
export function browserArguments(browser: Browser, path: string, as: "app" | "page", dataDir: string, isRoot = process.getuid?.() === 0): readonly string[] {
  if (browser.kind === "default") return [...browser.args, path];
  const page = pathToFileURL(path).href;
  return [
    `--user-data-dir=${windowProfile(dataDir)}`,
    ...quietSwitches(browser.path),
    ...(isRoot ? ["--no-sandbox"] : []),
    as === "app" ? `--app=${page}` : "--new-window",
    ...(as === "app" ? [] : [page]),
  ];
}

export function leadingPage(url: string): string {
  const safe = url.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  return `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0; url=${safe}"><title>Guichet</title>`;
}
