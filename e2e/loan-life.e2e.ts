import { readFileSync } from "node:fs";
import { expect, test, type Page } from "@playwright/test";
import { words } from "../shared/i18n/texts.ts";
import { axeIssues } from "./support/axe-issues.ts";
import { newFile, signInByKeyboard, typed, typeFile } from "./support/desk-page.ts";
import { tabTo } from "./support/keyboard.ts";
import { startDemo, type Demo } from "./support/start-demo.ts";

const { t, count } = words.fr;
test.describe.configure({ mode: "serial" });
let demo: Demo;
test.beforeAll(async () => { demo = await startDemo(); });
test.afterAll(() => demo.stop());

const life = (page: Page) => page.getByRole("region", { name: t("life.title") });
/** Opens a step by its button, from wherever the focus is. */
async function openStep(page: Page, step: string): Promise<void> {
  await life(page).getByRole("button", { name: `${step}…` }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: step, exact: true })).toBeVisible();
}
async function submitByKeyboard(page: Page): Promise<void> {
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("dialog", { name: t("file.submit.title") })).toBeVisible();
  await tabTo(page, "dialog .button.main");
  await page.keyboard.press("Enter");
  await expect(page.locator(".registered .number")).toHaveText(/^1-/, { timeout: 30_000 });
}

test("by keyboard: registered, approved by the manager, disbursed, declared by its file, and the rejection brings it back", async ({ browser, page }) => {
  test.setTimeout(240_000);
  await signInByKeyboard(page, await demo.appUrl(), "Maëlle Exemple");
  await newFile(page);
  await typeFile(page, typed);
  await submitByKeyboard(page);

  // What is missing is in sight before anybody tries; her own file is not hers to approve.
  const held = life(page).locator("[data-step='disbursed']");
  await expect(held).toContainText(words.fr.find("fault.STEP_NEEDS_APPROVAL") ?? "?");
  await expect(held.getByRole("button")).toHaveAttribute("aria-disabled", "true");
  await expect(life(page).locator("[data-step='approved']")).toContainText(t("G2018.happened"));
  expect(await axeIssues(page)).toEqual([]);

  const other = await demo.addApp();
  const manager = await (await browser.newContext()).newPage();
  await signInByKeyboard(manager, await other.address(), "Gwenola Maquette");
  await expect(manager.getByRole("heading", { name: new RegExp(`^${t("today.approve")}`) })).toBeVisible({ timeout: 30_000 });
  await manager.getByRole("button", { name: /Atelier Imaginaire/ }).first().press("Enter");
  await openStep(manager, t("life.step.approved"));
  await manager.keyboard.press("Enter");
  await expect(life(manager).getByText(t("life.done", { step: t("life.step.approved") }))).toBeVisible();
  await expect(manager.locator(".life-track [aria-current]")).toHaveText(t("life.stage.approved"));

  await expect(page.locator(".life-track [aria-current]")).toHaveText(t("life.stage.approved"), { timeout: 30_000 });
  await openStep(page, t("life.step.disbursed"));
  // The day is today's and the amount the registered one; more than that is told where it stands, and what was typed stays.
  await tabTo(page, ".step-form input[inputmode=decimal]");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("250 000,01");
  await page.keyboard.press("Enter");
  await expect(life(page).getByText(words.fr.find("fault.AMOUNT_OVER_REGISTERED") ?? "?")).toBeVisible();
  await expect(page.locator(".step-form input[inputmode=decimal]")).toBeFocused();
  expect(await axeIssues(page)).toEqual([]);
  await page.keyboard.press("Control+a");
  await page.keyboard.type("240 000");
  await page.keyboard.press("Enter");
  await expect(life(page).getByText(t("life.done", { step: t("life.step.disbursed") }))).toBeVisible();
  await expect(page.getByRole("heading", { name: t("life.next") })).toBeFocused();
  await expect(life(page).locator(".life-history li").first()).toContainText(/240\s000\s€/);

  // The first thing of the day, then the file to hand over.
  await page.keyboard.press("Control+k");
  await page.keyboard.type(t("frame.today"));
  await page.keyboard.press("Enter");
  const undeclared = page.getByRole("region", { name: count("life.undeclared.title", 1) });
  await expect(undeclared).toContainText(/240\s000\s€/);
  await undeclared.getByRole("button", { name: t("life.undeclared.declare") }).press("Enter");
  const sheet = page.getByRole("dialog", { name: t("declare.title") });
  await expect(sheet).toContainText(count("declare.loans", 1));
  expect(await axeIssues(page)).toEqual([]);
  const download = page.waitForEvent("download");
  await sheet.getByRole("button", { name: t("declare.save") }).press("Enter");
  const text = readFileSync(await (await download).path(), "utf8");
  const [, loan, total] = text.split("\r\n");
  expect([loan?.split(";").slice(2, 5), total]).toEqual([["Atelier Imaginaire (exemple)", "CLASSIQUE", "240000,00"], "TOTAL;1;240000,00"]);
  await sheet.getByRole("button", { name: t("declare.confirm") }).press("Enter");
  await expect(sheet).toContainText(count("declare.done", 1));

  const answer = `NUMERO;STATUT;REFERENCE;MOTIF\r\n${loan?.split(";")[0]};REJETEE;;SIREN absent du répertoire\r\n1-0000-0000-0;ACCEPTEE;R-2;\r\n`;
  await sheet.locator("input[type=file]").setInputFiles({ name: "retour.csv", mimeType: "text/csv", buffer: Buffer.from(answer) });
  await expect(sheet).toContainText(count("declare.rejected", 1));
  await expect(sheet.getByRole("row", { name: /1-0000-0000-0/ })).toContainText(t("declare.fault.unknown-number"));
  await page.keyboard.press("Escape");
  await expect(undeclared).toBeVisible();
  await expect(life(manager)).toContainText("SIREN absent du répertoire", { timeout: 30_000 });
});

test("in English: a draft is refused in a minute, and an agreement in mediation opens it again", async ({ page }) => {
  const { t: en } = words.en;
  await page.goto(await demo.appUrl());
  await expect(page.getByRole("navigation", { name: t("frame.rail") })).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press("Control+k");
  await page.keyboard.type("English");
  await page.keyboard.press("Enter");
  await newFile(page);
  await page.keyboard.type("002 000 016");
  await page.keyboard.press("Tab");
  const part = page.getByRole("region", { name: en("life.title") });
  await part.getByRole("button", { name: `${en("life.step.declined")}…` }).press("Enter");
  // Nothing typed but the day: each thing to say is named, and the first has the focus.
  await tabTo(page, ".step-form button[type=submit]");
  await page.keyboard.press("Enter");
  await expect(part.locator(".fault")).toHaveCount(3);
  await expect(part.getByRole("combobox", { name: en("life.fact.kind") })).toBeFocused();
  await part.getByRole("combobox", { name: en("life.fact.kind") }).selectOption("REFUS_EXAMEN");
  await part.getByRole("combobox", { name: en("life.fact.reason") }).selectOption("DOSSIER_INCOMPLET");
  await part.getByRole("textbox", { name: en("life.fact.why") }).fill("No accounts were given.");
  await tabTo(page, ".step-form button[type=submit]");
  await page.keyboard.press("Enter");
  await expect(page.locator(".file-head")).toContainText(en("status.declined"));
  await expect(part).toContainText("No accounts were given.");
  await part.getByRole("button", { name: `${en("life.step.mediated")}…` }).press("Enter");
  await part.getByRole("combobox", { name: en("life.fact.outcome") }).selectOption("ACCORD");
  await tabTo(page, ".step-form button[type=submit]");
  await page.keyboard.press("Enter");
  await expect(page.locator("#field-siren")).toBeEditable({ timeout: 30_000 });
  await expect(page.locator(".file-head")).toContainText(en("status.incomplete"));
});

test("a complement is opened from the first loan by the palette, and in English by its button: what is used is there at once", async ({ page }) => {
  const english = words.en.t;
  await page.goto(await demo.appUrl());
  await expect(page.getByRole("navigation")).toBeVisible({ timeout: 30_000 });
  const order = async (name: string): Promise<void> => {
    await page.keyboard.press("Control+k");
    await page.keyboard.type(name);
    await expect(page.getByRole("option", { name: new RegExp(name) }).first()).toBeVisible();
    await page.keyboard.press("Enter");
  };
  await order("Français");
  await order("Imaginaire");
  await expect(life(page).getByRole("heading", { name: t("life.complement"), exact: true })).toBeVisible();
  await order(t("life.complement.SAISON"));
  await expect(page.locator("#field-scheme")).toHaveValue("SAISON");
  await expect(page.getByRole("heading", { level: 1, name: /Atelier Imaginaire/ })).toBeVisible();
  await expect(page.getByRole("complementary", { name: t("verdict.title") })).toContainText(/Déjà utilisé 240\s000\s€/);
  await expect(page.locator("#field-amount")).toHaveValue("");

  await page.goBack();
  await order("English");
  const part = page.getByRole("region", { name: english("life.title") });
  await part.getByRole("button", { name: english("life.complement.RESILIENCE") }).focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("#field-scheme")).toHaveValue("RESILIENCE");
  await expect(page.getByRole("complementary", { name: english("verdict.title") })).toContainText("Already used €240,000");
});
