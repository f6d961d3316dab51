import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron, expect, test, type ElectronApplication } from "@playwright/test";
import { compileElectron, electronOutDir } from "../build/compile/compile-electron.ts";
import type { Bridge } from "../shared/bridge/contract.ts";
import { words } from "../shared/i18n/texts.ts";
import { newFile, PASSPHRASE, signInByKeyboard, typed, typeFile } from "./support/desk-page.ts";
import { requireElectron } from "./support/electron-binary.ts";
import { tabTo } from "./support/keyboard.ts";
import { startDemo, type Demo } from "./support/start-demo.ts";

declare global {
  interface Window { readonly guichet?: Bridge }
}
/** On Electron's real binary. Skipped aloud where it is absent; GUICHET_REQUIRE_ELECTRON=1 makes its absence a failure. */
const { t } = words.fr;
const isRoot = process.getuid?.() === 0;
test.describe.configure({ mode: "serial", timeout: 180_000 });
let executablePath: string;
let demo: Demo;
let root: string;
test.beforeAll(async () => {
  executablePath = requireElectron((condition, why) => test.skip(condition, why));
  await compileElectron();
  root = mkdtempSync(join(tmpdir(), "guichet-electron-"));
  demo = await startDemo();
});
test.afterAll(async () => {
  if (demo === undefined) return;
  await demo.stop();
  rmSync(root, { recursive: true, force: true });
});

const launch = (): Promise<ElectronApplication> =>
  _electron.launch({ executablePath, chromiumSandbox: !isRoot, args: [join(electronOutDir, "main.js"), `--data=${join(root, "data")}`, `--server=${demo.serverUrl}`], locale: "fr-FR" });

test("[DT15] Electron: the main story by keyboard, in a sandboxed window on its own scheme", async () => {
  const app = await launch();
  const page = await app.firstWindow();
  expect(page.url()).toBe("guichet://app/index.html");
  await signInByKeyboard(page, page.url(), "Maëlle Exemple");
  await newFile(page);
  await typeFile(page, typed);
  await page.keyboard.press("Control+Enter");
  await tabTo(page, "dialog .button.main");
  await page.keyboard.press("Enter");
  await expect(page.locator(".registered .number")).toHaveText(/^1-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]$/, { timeout: 30_000 });
  expect(await page.evaluate(() => [typeof Reflect.get(window, "require"), typeof Reflect.get(window, "process"), Object.keys(window.guichet ?? {}).length])).toEqual(["undefined", "undefined", 2]);
  await app.close();
});

test("[DT16] Electron: it opens again with the passphrase, and its window reaches nothing but its own files", async () => {
  const app = await launch();
  const page = await app.firstWindow();
  await tabTo(page, "input[autocomplete=current-password]");
  await page.keyboard.type(PASSPHRASE);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("navigation", { name: t("frame.rail") })).toBeVisible({ timeout: 30_000 });
  const reached = await page.evaluate((server) => fetch(`${server}/v1/hello`).then(() => "reached", () => "blocked"), demo.serverUrl);
  expect(reached).toBe("blocked");
  await app.close();
});
