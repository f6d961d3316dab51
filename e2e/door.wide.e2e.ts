import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test, type Page } from "@playwright/test";
import { startLoopback } from "../main/hosts/loopback/start-loopback.ts";
import { terminalWords } from "../shared/i18n/terminal.ts";
import { words } from "../shared/i18n/texts.ts";
import { unwrap } from "../shared/kernel/result.ts";
import { axeIssues } from "./support/axe-issues.ts";
import { newFile, PASSPHRASE, signInByKeyboard, typeFile } from "./support/desk-page.ts";
import { tabTo } from "./support/keyboard.ts";
import { startDemo, type Demo } from "./support/start-demo.ts";

const { t } = words.fr;
let demo: Demo;
test.beforeAll(async () => { demo = await startDemo(); });
test.afterAll(() => demo.stop());

const passphrase = (page: Page) => page.locator("input[autocomplete=current-password]");
const rail = (page: Page) => page.getByRole("navigation", { name: t("frame.rail") });
const lockByKeyboard = async (page: Page): Promise<void> => {
  await page.keyboard.press("Control+k");
  await page.keyboard.type(t("frame.lock"));
  await page.keyboard.press("Enter");
  await expect(passphrase(page)).toBeFocused();
};

test("[LK1] a desk left alone says so, stays for whoever asks, then locks with the entry saved; unlocked, one is where one was", async ({ page }) => {
  const dataDir = mkdtempSync(join(tmpdir(), "guichet-idle-"));
  const app = unwrap(await startLoopback({
    version: "0.0.0-test", dataDir, serverUrl: demo.serverUrl, port: 0, words: terminalWords("fr"), browser: undefined, tell: () => undefined, lockAfterMinutes: 0.3,
    rendererDir: fileURLToPath(new URL("../build/out/renderer", import.meta.url)),
  }), "the window's host");
  await signInByKeyboard(page, app.issueAddress(), "Soizic Essai");
  await newFile(page);
  await typeFile(page, { legalName: "Atelier Imaginaire (exemple)" });
  const place = page.url();
  const note = page.locator(".clock-note", { hasText: t("frame.locking.stay") });
  await expect(note).toBeVisible();
  expect(await axeIssues(page)).toEqual([]);
  // Any key is a sign of somebody; a screen reader clicks without one.
  await page.keyboard.press("Shift");
  await expect(note).toHaveCount(0);
  await expect(note).toBeVisible();
  await note.getByRole("button").evaluate((button: HTMLElement) => button.click());
  await expect(note).toHaveCount(0);
  await expect(note).toBeVisible();
  await expect(page.getByRole("heading", { name: t("door.unlock.title") })).toBeVisible();
  await expect(passphrase(page)).toBeFocused();
  await page.keyboard.type(PASSPHRASE);
  await page.keyboard.press("Enter");
  await expect(page.locator("#field-legalName")).toHaveValue("Atelier Imaginaire (exemple)");
  expect(page.url()).toBe(place);
  await app.close();
  rmSync(dataDir, { recursive: true, force: true });
});

test("[LK3] a computer that slept finds its desk locked; unlocked, what was being entered is there", async ({ page }) => {
  const other = await demo.addApp();
  await signInByKeyboard(page, await other.address(), "Soizic Essai");
  await newFile(page);
  await typeFile(page, { legalName: "Atelier Imaginaire (exemple)" });
  // At once: what is being saved at this moment counts too.
  await other.sleep(45_000);
  await expect(page.getByRole("heading", { name: t("door.unlock.title") })).toBeVisible();
  await expect(passphrase(page)).toBeFocused();
  await page.keyboard.type(PASSPHRASE);
  await page.keyboard.press("Enter");
  await expect(page.locator("#field-legalName")).toHaveValue("Atelier Imaginaire (exemple)");
});

test("[KF7] too many wrong passphrases make one wait, told once and counted down in sight; then the right one opens", async ({ page }) => {
  await signInByKeyboard(page, await demo.appUrl(), "Soizic Essai");
  await lockByKeyboard(page);
  for (let i = 0; i < 5; i += 1) {
    await page.keyboard.press("Control+a");
    await page.keyboard.type(`pas la bonne phrase ${i}`);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: t("door.unlock.open") }).or(page.locator(".button[aria-disabled]", { hasText: "Encore" }))).toBeVisible();
    await expect(page.getByRole("alert")).toContainText(t("G1001.happened"));
  }
  const held = page.locator(".button.main[aria-disabled]");
  await expect(held).toContainText(/^Encore [1-5]\s*s$/u);
  const told = await page.getByRole("alert").innerText();
  expect(told).toMatch(/prochain essai\s:\s5\ss/u);
  expect(await axeIssues(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await expect(page.locator("output", { hasText: t("door.wait.over") })).toBeVisible();
  await page.keyboard.press("Control+a");
  await page.keyboard.type(PASSPHRASE);
  await page.keyboard.press("Enter");
  await expect(rail(page)).toBeVisible();
});

test("[KF8] one's passphrase is changed by keyboard, by the current one; the former no longer opens", async ({ page }) => {
  const next = "barque du soir qui passe";
  const other = await demo.addApp();
  await signInByKeyboard(page, await other.address(), "Soizic Essai");
  await page.evaluate(() => { location.hash = "#/settings"; });
  await tabTo(page, "button", t("settings.passphrase.change"));
  await page.keyboard.press("Enter");
  await expect(passphrase(page)).toBeFocused();
  await page.keyboard.type("pas la bonne phrase");
  for (let i = 0; i < 2; i += 1) {
    await tabTo(page, "input[autocomplete=new-password]");
    await page.keyboard.type(next);
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText(t("G1001.happened"));
  await expect(passphrase(page)).toBeFocused();
  await page.keyboard.press("Control+a");
  await page.keyboard.type(PASSPHRASE);
  await page.keyboard.press("Enter");
  await expect(page.getByText(t("settings.passphrase.done"))).toBeVisible();
  await expect(page.getByRole("button", { name: t("settings.passphrase.change") })).toBeFocused();
  expect(await axeIssues(page)).toEqual([]);
  await lockByKeyboard(page);
  await page.keyboard.type(PASSPHRASE);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText(t("G1001.happened"));
  await page.keyboard.press("Control+a");
  await page.keyboard.type(next);
  await page.keyboard.press("Enter");
  await expect(rail(page)).toBeVisible();
});
