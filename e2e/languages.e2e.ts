import { expect, test } from "@playwright/test";
import { words } from "../shared/i18n/texts.ts";
import { newFile, signInByKeyboard, typeFile } from "./support/desk-page.ts";
import { startDemo, type Demo } from "./support/start-demo.ts";

const { fr, en } = words;
test.describe.configure({ mode: "serial" });
let demo: Demo;
test.beforeAll(async () => { demo = await startDemo(); });
test.afterAll(() => demo.stop());

test("the language changes at once, typing is kept, figures follow, and the choice is remembered", async ({ page }) => {
  await signInByKeyboard(page, await demo.appUrl(), "Paul Modèle");
  await newFile(page);
  await typeFile(page, { siren: "002 000 016", legalName: "Essai des langues", createdOn: "01/02/2010", turnover: "1 900 000", turnover2019: "1 900 000", receivedOn: "03/04/2020", scheme: "PGE classique", amount: "250 000,50" });
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");

  await page.keyboard.press("Control+k");
  await page.keyboard.type("English");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByRole("navigation", { name: en.t("frame.rail") })).toBeVisible();
  await expect(page.getByRole("combobox", { name: en.t("field.legalName") })).toHaveValue("Essai des langues");
  await expect(page.locator("#field-amount")).toHaveValue("250\u202f000.50");
  await expect(page.locator(".answer-due > summary")).toHaveText("Answer due on 10/04/2020, 2 working days overdue (hypothesis)");
  await page.locator(".answer-due > summary").focus();
  await page.keyboard.press("Enter");
  await expect(page.locator(".answer-due")).toContainText(en.t("answer.days", { zone: en.t("answer.zone.METROPOLE") }));
  await expect(page.locator(".ceiling-bar")).toContainText("€250,000.50");
  await page.locator("#field-amount").fill("1,250");
  await page.keyboard.press("Tab");
  await expect(page.locator("#field-amount")).toHaveValue("1\u202f250");
  await page.locator("#field-amount").fill("a lot");
  await page.keyboard.press("Tab");
  await expect(page.locator(".at-amount .fault")).toHaveText(en.t("fault.AMOUNT_FORMAT"));

  await page.reload();
  await expect(page.getByRole("navigation", { name: en.t("frame.rail") })).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("Français");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("navigation", { name: fr.t("frame.rail") })).toBeVisible();
  await page.getByRole("link", { name: fr.t("frame.today") }).press("Enter");
  await expect(page.getByRole("button", { name: /Essai des langues/ }).locator(".file-late")).toHaveText("réponse dépassée de 2 jours ouvrés");
});

test("single keys can be switched off", async ({ page }) => {
  await page.goto(await demo.appUrl());
  await page.getByRole("link", { name: fr.t("frame.settings") }).press("Enter");
  await page.getByRole("radio", { name: fr.t("settings.singleKeys.off") }).click();
  await expect(page.getByRole("radio", { name: fr.t("settings.singleKeys.off") })).toBeChecked();
  await page.getByRole("heading", { name: fr.t("settings.title") }).click();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  // The choice is the person's, not the page's.
  await page.reload();
  await expect(page.getByRole("radio", { name: fr.t("settings.singleKeys.off") })).toBeChecked();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.getByRole("radio", { name: fr.t("settings.singleKeys.on") }).click();
  await expect(page.getByRole("radio", { name: fr.t("settings.singleKeys.on") })).toBeChecked();
  await page.getByRole("heading", { name: fr.t("settings.title") }).click();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: fr.t("keys.title") })).toBeVisible();
});
