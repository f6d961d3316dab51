import { chromium, expect, type Browser, type Page } from "@playwright/test";
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createPageOpener } from "../../main/hosts/loopback/open-page.ts";
import { windowProfile } from "../../main/hosts/loopback/window-profile.ts";

/** Opens the window as the loopback host does, in a browser that a test can reach. `without`: words of its command line that are left out; `environment`: set for it. */
export async function showWindow(browserPath: string, dataDir: string, url: string, without: string | undefined, environment: Readonly<Record<string, string>> = {}): Promise<{ readonly page: Page; readonly close: () => Promise<void> }> {
  const wrapper = join(dataDir, "browser.sh");
  const filter = without === undefined ? "" : `for word do shift; case "$word" in ${without}) ;; *) set -- "$@" "$word" ;; esac; done\n`;
  const exported = Object.entries(environment).map(([name, value]) => `export ${name}='${value}'\n`).join("");
  writeFileSync(wrapper, `#!/bin/sh\n${exported}${filter}exec "${browserPath}" --headless=new --remote-debugging-port=0 "$@"\n`);
  chmodSync(wrapper, 0o700);
  const opener = createPageOpener({ kind: "chromium", path: wrapper }, dataDir);
  opener.open(url, "app");
  const told = join(windowProfile(dataDir), "DevToolsActivePort");
  await expect.poll(() => existsSync(told) && readFileSync(told, "utf8").includes("\n")).toBe(true);
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${readFileSync(told, "utf8").split("\n")[0]}`);
  return { page: await shownPage(browser, new URL(url).origin), close: async () => await endWhole(browser, join(windowProfile(dataDir), "SingletonLock")) };
}

async function shownPage(browser: Browser, origin: string): Promise<Page> {
  const find = (): Page | undefined => browser.contexts().flatMap((context) => context.pages()).find((page) => page.url().startsWith(origin));
  await expect.poll(() => find() !== undefined).toBe(true);
  const page = find();
  if (page === undefined) throw new Error("the window went away");
  return page;
}

/** As a person ends it: what it keeps is written by then. */
async function endWhole(browser: Browser, lock: string): Promise<void> {
  const session = await browser.newBrowserCDPSession();
  await session.send("Browser.close").catch(() => undefined);
  await expect.poll(() => readdirSync(join(lock, "..")).includes("SingletonLock")).toBe(false);
}

/** Files under `folder` that hold one of those texts, as a browser may write it. */
export function filesWith(folder: string, texts: readonly string[]): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile()).flatMap((entry) => {
    const path = join(entry.parentPath, entry.name);
    const bytes = readFileSync(path);
    return texts.filter((text) => bytes.includes(text) || bytes.includes(Buffer.from(text, "utf16le"))).map((text) => `${text}: ${path.slice(folder.length)}`);
  });
}
