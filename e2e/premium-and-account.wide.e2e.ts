import { readFileSync } from "node:fs";
import { expect, test, type Page } from "@playwright/test";
import { words } from "../shared/i18n/texts.ts";
import { axeIssues } from "./support/axe-issues.ts";
import { newFile, signInByKeyboard, typed, typeFile } from "./support/desk-page.ts";
import { tabTo } from "./support/keyboard.ts";
import { startDemo, type Demo } from "./support/start-demo.ts";

const { t, count, find } = words.fr;
test.describe.configure({ mode: "serial" });
let demo: Demo;
test.beforeAll(async () => { demo = await startDemo(); });
test.afterAll(() => demo.stop());

const OTHER_ACCOUNT = "FR14 2004 1010 0505 0001 3M02 606";
const life = (page: Page) => page.getByRole("region", { name: t("life.title") });
async function openStep(page: Page, step: string): Promise<void> {
  await life(page).getByRole("button", { name: `${step}…` }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: step, exact: true })).toBeVisible();
}
const recorded = async (page: Page, step: string): Promise<void> => await expect(life(page).getByText(t("life.done", { step }))).toBeVisible();

test("by keyboard: an account replaced after the pre-approval holds the money until the manager has called back; then the first premium is due, recorded among others, and told in the file", async ({ browser, page }) => {
  test.setTimeout(240_000);
  await signInByKeyboard(page, await demo.appUrl(), "Maëlle Exemple");
  await newFile(page);
  await typeFile(page, typed);
  await page.keyboard.press("Control+s");
  const note = page.getByText(t("account.changed"), { exact: true });
  await expect(note).toHaveCount(0);
  await page.locator("#field-iban").focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.type(OTHER_ACCOUNT);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Control+s");
  await expect(note).toBeVisible({ timeout: 30_000 });
  // She changed it: the call is not hers.
  await expect(life(page).locator("[data-step='account-confirmed']")).toContainText(t("G2018.happened"));
  await expect(page.getByRole("button", { name: t("account.confirm") })).toHaveCount(0);
  expect(await axeIssues(page)).toEqual([]);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("dialog", { name: t("file.submit.title") })).toBeVisible();
  await tabTo(page, "dialog .button.main");
  await page.keyboard.press("Enter");
  await expect(page.locator(".registered .number")).toHaveText(/^1-/, { timeout: 30_000 });

  const other = await demo.addApp();
  const manager = await (await browser.newContext()).newPage();
  await signInByKeyboard(manager, await other.address(), "Gwenola Maquette");
  await manager.getByRole("button", { name: /Atelier Imaginaire/ }).first().press("Enter");
  await openStep(manager, t("life.step.approved"));
  await manager.keyboard.press("Enter");
  await recorded(manager, t("life.step.approved"));
  const held = life(page).locator("[data-step='disbursed']");
  await expect(page.locator(".life-track [aria-current]")).toHaveText(t("life.stage.approved"), { timeout: 30_000 });
  await expect(held).toContainText(find("fault.STEP_NEEDS_CALL_BACK") ?? "?");
  await expect(held.getByRole("button")).toHaveAttribute("aria-disabled", "true");

  await manager.getByRole("button", { name: t("account.confirm") }).press("Enter");
  await expect(life(manager).locator("[data-step='account-confirmed'] button")).toBeFocused();
  await manager.keyboard.press("Enter");
  await tabTo(manager, ".step-form input[maxlength='200']");
  await manager.keyboard.type("Claude Fictif, 02 99 00 00 00");
  await manager.keyboard.press("Enter");
  await recorded(manager, t("life.step.account-confirmed"));
  await expect(manager.getByText(t("account.changed"), { exact: true })).toHaveCount(0);

  await expect(note).toHaveCount(0, { timeout: 30_000 });
  await openStep(page, t("life.step.disbursed"));
  await page.keyboard.press("Enter");
  await recorded(page, t("life.step.disbursed"));
  const table = life(page).getByRole("region", { name: t("premium.title") });
  await expect(table.getByRole("row").nth(1)).toContainText(t("premium.state.due"));
  await expect(table.getByRole("row")).toHaveCount(7);
  await expect(life(page)).toContainText(t("premium.ground.ANNIVERSARY"));

  await page.keyboard.press("Control+k");
  await page.keyboard.type(t("frame.today"));
  await page.keyboard.press("Enter");
  const due = page.getByRole("region", { name: count("premium.due.title", 1) });
  await expect(due).toContainText(/562,50\s€/);
  await due.getByRole("button", { name: t("premium.due.open") }).press("Enter");
  const sheet = page.getByRole("dialog", { name: t("premium.panel") });
  await expect(sheet.getByRole("row", { name: /Atelier Imaginaire/ })).toContainText("15/04/2020");
  expect(await axeIssues(page)).toEqual([]);
  const download = page.waitForEvent("download");
  await sheet.getByRole("button", { name: t("premium.export") }).press("Enter");
  const [titles, line] = readFileSync(await (await download).path(), "utf8").split("\r\n");
  expect([titles?.split(";").slice(3, 6), line?.split(";").slice(3, 6)]).toEqual([[t("premium.year"), t("premium.dueOn"), t("premium.expected")], ["1", "15/04/2020", "562,50"]]);
  await sheet.getByRole("checkbox", { name: t("premium.choose", { name: "Atelier Imaginaire (exemple)", year: 1 }) }).press(" ");
  await sheet.getByRole("button", { name: count("premium.recordChosen", 1) }).press("Enter");
  await expect(sheet).toContainText(count("premium.done", 1));
  await expect(sheet).toContainText(t("premium.none"));
  await page.keyboard.press("Escape");
  await expect(due).toHaveCount(0);
  await expect(life(manager).getByRole("region", { name: t("premium.title") }).getByRole("row").nth(1)).toContainText(t("premium.state.paid"), { timeout: 30_000 });
});

test("in English: the next premium is recorded in its file, at another amount, and the difference is told", async ({ page }) => {
  const { t: en } = words.en;
  await page.goto(await demo.appUrl());
  await expect(page.getByRole("navigation")).toBeVisible({ timeout: 30_000 });
  const order = async (name: string): Promise<void> => {
    await page.keyboard.press("Control+k");
    await page.keyboard.type(name);
    await expect(page.getByRole("option", { name: new RegExp(name) }).first()).toBeVisible();
    await page.keyboard.press("Enter");
  };
  await order("English");
  await order("Imaginaire");
  const part = page.getByRole("region", { name: en("life.title") });
  await part.getByRole("button", { name: en("premium.record.year", { year: 2 }) }).press("Enter");
  await expect(page.locator(".step-form input[inputmode=numeric]").last()).toHaveValue("2");
  await tabTo(page, ".step-form input[inputmode=decimal]");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("1000.00");
  await page.keyboard.press("Enter");
  const table = part.getByRole("region", { name: en("premium.title") });
  await expect(table.getByRole("row").nth(2)).toContainText(en("premium.taken", { amount: "€1,000", date: "15/04/2020" }));
  await expect(table.getByRole("row").nth(2)).toContainText(/difference .€125/);
  await expect(table.getByRole("row").nth(2)).toContainText(en("premium.state.paid"));
});
