import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type BrowserContext, type Page } from "@playwright/test";
import { launchOptions } from "../../../build/browser/find-chromium.ts";
import { electronOutDir } from "../../../build/compile/compile-electron.ts";
import { startChild, type Child } from "../child.ts";

export type StandIn = {
  /** The window, as the test sees it. */
  readonly page: Page;
  readonly process: Child;
  /** Quits the application, as its last closed window would, and waits; its exit code. */
  readonly quit: () => Promise<number | undefined>;
  readonly close: () => Promise<void>;
};

/** Where it was compiled, and what it is started with besides. */
export type StandInOptions = { readonly outDir?: string; readonly args?: readonly string[]; readonly env?: { readonly [name: string]: string } };

const WAITS_MS = 60_000;
const register = fileURLToPath(new URL("./register.ts", import.meta.url));

/** The compiled desktop application, whole, on the stand-in `electron`. Compile it first (build/compile/compile-electron.ts). */
export async function startStandIn(dataDir: string, serverUrl: string, { outDir = electronOutDir, args: more = [], env = {} }: StandInOptions = {}): Promise<StandIn> {
  await using opening = new AsyncDisposableStack();
  const profile = opening.adopt(mkdtempSync(join(tmpdir(), "guichet-stand-in-")), (path) => rmSync(path, { recursive: true, force: true, maxRetries: 5 }));
  const { args = [], ...options } = await launchOptions();
  const context: BrowserContext = await chromium.launchPersistentContext(profile, { ...options, args: [...args, "--remote-debugging-port=0"], locale: "fr-FR", timezoneId: "Europe/Paris" });
  opening.defer(() => context.close());
  // This browser is not the runner's own: what waits in it without an end would be told as nothing but the test's time being over.
  context.setDefaultTimeout(WAITS_MS);
  const [port] = readFileSync(join(profile, "DevToolsActivePort"), "utf8").split("\n");
  const opened = context.waitForEvent("page", { timeout: WAITS_MS });
  const child = opening.adopt(
    startChild(join(outDir, "main.js"), [`--data=${dataDir}`, `--server=${serverUrl}`, ...more], { ...env, NODE_OPTIONS: `--import=${register}`, GUICHET_STAND_IN_CDP: `http://127.0.0.1:${port}` }),
    async (started) => void (await started.stop()),
  );
  const page = await Promise.race([opened, child.ended.then(() => { throw new Error(`the application ended:\n${child.said()}`); })]);
  await page.waitForURL("https://app.guichet.test/**");
  const owned = opening.move();
  return { page, process: child, quit: () => child.stop(), close: () => owned.disposeAsync() };
}
