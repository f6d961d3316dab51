import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, type Page } from "@playwright/test";
import { compileElectron } from "../build/compile/compile-electron.ts";
import { runCli } from "../main/hosts/cli/test-support/run-cli.ts";
import type { Bridge } from "../shared/bridge/contract.ts";
import type { FileId } from "../shared/kernel/ids.ts";
import { words } from "../shared/i18n/texts.ts";
import { newFile, PASSPHRASE, signInByKeyboard, typed, typeFile } from "./support/desk-page.ts";
import { tabTo } from "./support/keyboard.ts";
import { startDemo, type Demo } from "./support/start-demo.ts";
import { startStandIn, type StandIn } from "./support/stand-in-electron/start-stand-in.ts";

/**
 * The compiled desktop application (main, preload, core process) on a STAND-IN for Electron, whose window is a page of Playwright's
 * Chromium. What it proves is ours; that Electron itself starts is proven by electron.electron.e2e.ts, where its binary exists.
 */
declare global {
  interface Window { readonly guichet?: Bridge }
}
const { t } = words.fr;
let demo: Demo;
let root: string;
test.describe.configure({ mode: "serial", timeout: 180_000 });
test.beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "guichet-stand-in-data-"));
  await compileElectron();
  demo = await startDemo();
});
test.afterAll(async () => {
  await demo.stop();
  rmSync(root, { recursive: true, force: true });
});

const dataDir = (): string => join(root, "data");
const withStandIn = async (work: (app: StandIn) => Promise<void>): Promise<void> => {
  const app = await startStandIn(dataDir(), demo.serverUrl);
  try {
    await work(app);
  } finally {
    await app.close();
  }
};

test("[DT11] stand-in for Electron: the main story by keyboard, and a colleague in a browser sees it", async ({ page: colleague }) => {
  await withStandIn(async ({ page, quit }) => {
    const said: string[] = [];
    page.on("console", (message) => void (message.type() === "error" && said.push(message.text())));
    await signInByKeyboard(page, page.url(), "Maëlle Exemple");
    await newFile(page);
    await typeFile(page, typed);
    await expect(page.getByRole("complementary", { name: t("verdict.title") })).toContainText("475 000 €");
    await page.keyboard.press("Control+Enter");
    await expect(page.getByRole("dialog", { name: t("file.submit.title") })).toContainText("250 000 €");
    await tabTo(page, "dialog .button.main");
    await page.keyboard.press("Enter");
    const number = page.locator(".registered .number");
    await expect(number).toHaveText(/^1-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]$/, { timeout: 30_000 });
    // What is compiled prints too: its fonts lie beside it.
    const printed = await page.evaluate(async () => await window.guichet?.call("paper.make", { paper: "registration", file: location.hash.split("/").at(-1) as FileId, language: "fr" }));
    expect(printed).toMatchObject({ ok: true, value: { pages: 1, name: expect.stringContaining(await number.innerText()) } });
    await signInByKeyboard(colleague, await demo.appUrl(), "Yann Modèle");
    await colleague.keyboard.press("/");
    await colleague.keyboard.type("Imaginaire");
    await expect(colleague.getByRole("button", { name: /Atelier Imaginaire/ })).toContainText(t("status.registered"), { timeout: 30_000 });
    expect(said).toEqual([]);
    expect(await quit()).toBe(0);
  });
});

test("[DT12] stand-in for Electron: it opens again with the passphrase, and locks when the computer sleeps", async () => {
  await withStandIn(async ({ page, process: child }) => {
    await unlock(page);
    process.kill(child.pid, "SIGUSR2");
    await expect(page.getByLabel(t("door.passphrase.label"), { exact: true })).toBeVisible();
  });
});

test("[DT13] stand-in for Electron: the window reaches its own files and nothing else", async () => {
  await withStandIn(async ({ page }) => {
    await expect(page.getByLabel(t("door.passphrase.label"), { exact: true })).toBeVisible();
    const tried = await page.evaluate(async (server) => {
      const outcome = (work: Promise<unknown>): Promise<string> => work.then(() => "reached", () => "blocked");
      const image = new Image();
      const loaded = new Promise((resolve, reject) => { image.addEventListener("load", resolve); image.addEventListener("error", reject); });
      image.src = `${server}/v1/hello`;
      return {
        network: await outcome(fetch(`${server}/v1/hello`)),
        image: await outcome(loaded),
        evaluated: await outcome((async () => { document.createElement("script").text = "1"; })()),
        require: typeof Reflect.get(window, "require"),
        process: typeof Reflect.get(window, "process"),
        bridge: Object.keys(window.guichet ?? {}).toSorted((a, b) => a.localeCompare(b)),
        unknown: await window.guichet?.call("app.info", { more: 1 } as never).catch((error: unknown) => (error instanceof Error ? error.message : "")),
      };
    }, demo.serverUrl);
    expect(tried).toEqual({ network: "blocked", image: "blocked", evaluated: "blocked", require: "undefined", process: "undefined", bridge: ["call", "on"], unknown: "G4001" });
    await page.evaluate((server) => { location.href = `${server}/v1/hello`; }, demo.serverUrl);
    await page.waitForTimeout(500);
    expect(page.url()).toBe("https://app.guichet.test/index.html");
  });
});

test("[DT14] stand-in for Electron: a command goes through the open application", async () => {
  await withStandIn(async ({ page }) => {
    await unlock(page);
    const ran = await runCli(["list", "--json", "--data", dataDir()]);
    expect([ran.code, JSON.parse(ran.out)]).toMatchObject([0, { total: 1, rows: [{ status: "registered" }] }]);
  });
});

async function unlock(page: Page): Promise<void> {
  await page.getByLabel(t("door.passphrase.label"), { exact: true }).fill(PASSPHRASE);
  await page.keyboard.press("Enter");
  await expect(page.getByLabel(t("door.passphrase.label"), { exact: true })).toHaveCount(0, { timeout: 30_000 });
}
