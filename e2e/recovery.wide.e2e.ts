import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { words } from "../shared/i18n/texts.ts";
import { axeIssues } from "./support/axe-issues.ts";
import { newFile, PASSPHRASE, signInByKeyboard, typed, typeFile } from "./support/desk-page.ts";
import { tabTo } from "./support/keyboard.ts";
import { spoilDatabase } from "./support/spoil-database.ts";
import { startDemo, type Demo } from "./support/start-demo.ts";

const { t } = words.fr;
let demo: Demo;
test.beforeAll(async () => { demo = await startDemo(); });
test.afterAll(() => demo.stop());

test("[LS15] a damaged database by keyboard alone: told, recovered without losing what waited, and the advisor works again", async ({ page }) => {
  test.setTimeout(180_000);
  await signInByKeyboard(page, await demo.appUrl(), "Soizic Essai");
  await newFile(page);
  await typeFile(page, typed);
  await page.keyboard.press("Control+s");
  await expect(page.locator(".file-head")).toContainText(t("file.atCentre"), { timeout: 30_000 });
  // Sealed while the centre is away: it exists on this workstation only.
  demo.cutNetwork();
  await page.getByRole("link", { name: t("frame.files") }).press("Enter");
  await newFile(page);
  await typeFile(page, { siren: "002 000 016", legalName: "Qui attendait sur ce poste" });
  await page.keyboard.press("Control+s");
  await expect(page.locator(".saved:not(.due)")).toContainText("pas encore au centre");
  await demo.app.kill9();
  const folder = spoilDatabase(demo.app.dataDir);
  demo.restoreNetwork();
  await demo.app.start();

  await page.goto(await demo.appUrl());
  const passphrase = page.getByLabel(t("door.passphrase.label"));
  await expect(passphrase).toBeFocused();
  await page.keyboard.type(PASSPHRASE);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: t("door.blocked.title") })).toBeFocused({ timeout: 20_000 });
  const told = page.getByRole("alert").first();
  await expect(told).toContainText(t("G1003.happened"));
  await expect(told).toContainText(/Modifications de ce poste à retrouver\s: n° \d|Aucune modification numérotée/);
  await expect(told).toContainText(t("door.recover.kept"));
  await expect(told).toContainText(t("door.recover.todo"));
  expect(await axeIssues(page)).toEqual([]);

  const recover = page.getByRole("button", { name: t("door.recover.start") });
  await tabTo(page, "button[type=submit]");
  await page.keyboard.press("Enter");
  await expect(passphrase).toBeFocused();
  await expect(passphrase).toHaveAccessibleDescription(t("door.unlock.missing"));
  await page.keyboard.type("pas la bonne phrase");
  await page.keyboard.press("Enter");
  await expect(passphrase).toHaveAccessibleDescription(new RegExp(t("G1001.happened")), { timeout: 20_000 });
  await expect(passphrase).toBeFocused();
  await expect(recover).toBeVisible();
  expect(await axeIssues(page)).toEqual([]);
  await page.keyboard.press("Control+a");
  await page.keyboard.type(PASSPHRASE);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("navigation", { name: t("frame.rail") })).toBeVisible({ timeout: 60_000 });
  expect(existsSync(join(folder, "aside"))).toBe(true);

  // Both files are there, the one that nobody else had reaches the centre, and work goes on.
  await page.getByRole("link", { name: t("frame.files") }).press("Enter");
  await expect(page.getByRole("button", { name: /Atelier Imaginaire/ })).toBeVisible({ timeout: 30_000 });
  await page.getByRole("button", { name: /Qui attendait sur ce poste/ }).press("Enter");
  await expect(page.locator("#field-legalName")).toHaveValue("Qui attendait sur ce poste");
  await expect(page.locator(".file-head")).toContainText(t("file.atCentre"), { timeout: 30_000 });
  await tabTo(page, "#field-city");
  await page.keyboard.type("Quimper");
  await page.keyboard.press("Control+s");
  await expect(page.locator(".sync-pill")).toContainText("À jour", { timeout: 30_000 });
  await expect(page.locator(".file-head")).toContainText(t("file.atCentre"));
});
