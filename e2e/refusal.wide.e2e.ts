import { expect, test } from "@playwright/test";
import { words } from "../shared/i18n/texts.ts";
import { newFile, signInByKeyboard, typed, typeFile } from "./support/desk-page.ts";
import { startDemo, type Demo } from "./support/start-demo.ts";

const { t } = words.fr;
/** Past the first month, when a company may have only one registration. */
const later = { foreseenGrantOn: "20/05/2020" };
test.describe.configure({ mode: "serial" });
let demo: Demo;
test.beforeAll(async () => { demo = await startDemo(); });
test.afterAll(() => demo.stop());

test("a second bank asks past the ceiling: refused beside the field, nothing told of the first bank, mended and sent again", async ({ browser, page }) => {
  const submit = async (on: typeof page): Promise<void> => {
    await on.keyboard.press("Control+Enter");
    await on.getByRole("button", { name: t("file.submit.confirm") }).press("Enter");
  };
  await signInByKeyboard(page, await demo.appUrl(), "Maëlle Exemple");
  await page.getByRole("button", { name: t("frame.demo.change") }).press("Enter");
  await page.getByLabel(t("frame.demo.newDate")).fill("31/12/1899");
  await page.getByLabel(t("frame.demo.newDate")).press("Enter");
  await expect(page.getByRole("dialog").getByRole("alert")).toHaveText(t("fault.BUSINESS_DATE_RANGE", { first: "01/01/2020", last: "31/12/2029" }));
  await page.getByLabel(t("frame.demo.newDate")).fill("15/05/2020");
  await page.getByLabel(t("frame.demo.newDate")).press("Enter");
  await expect(page.locator(".demo-banner")).toContainText("15/05/2020");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await newFile(page);
  await typeFile(page, { ...typed, ...later, amount: "400 000", exposureAtGrant: "400 000" });
  await submit(page);
  await expect(page.locator(".registered .number")).toBeVisible({ timeout: 30_000 });

  const other = await demo.addApp();
  const elsewhere = await (await browser.newContext()).newPage();
  await signInByKeyboard(elsewhere, await other.address(), "Inès Exemple");
  await newFile(elsewhere);
  await expect(elsewhere.locator(".demo-banner")).toContainText("15/05/2020");
  await typeFile(elsewhere, { ...typed, ...later });
  await submit(elsewhere);
  const refused = elsewhere.locator(".note.stop");
  await expect(refused).toContainText(t("file.refused.title"), { timeout: 30_000 });
  await expect(refused).toContainText("G2004");
  await expect(refused).toContainText("75 000 €");
  await expect(elsewhere.locator(".at-amount .fault")).toHaveText(t("reason.PLAFOND_DEPASSE"));
  await expect(elsewhere.locator("body")).not.toContainText("Banque Armor");

  await refused.getByRole("link", { name: t("field.amount") }).press("Enter");
  await expect(elsewhere.locator("#field-amount")).toBeFocused();
  await elsewhere.keyboard.press("Control+a");
  await elsewhere.keyboard.type("75 000");
  await elsewhere.keyboard.press("Tab");
  await submit(elsewhere);
  await expect(elsewhere.locator(".registered .number")).toBeVisible({ timeout: 30_000 });
});

test("what the rules forbid is said beside the field and in the summary, and is not sent", async ({ page }) => {
  await page.goto(await demo.appUrl());
  await page.getByRole("navigation", { name: t("frame.rail") }).waitFor();
  await newFile(page);
  await typeFile(page, { ...typed, ...later, siren: "002 000 016", amount: "500 000", exposureAtGrant: "500 000" });
  await expect(page.getByRole("heading", { name: "Plafond dépassé de 25 000 €" })).toBeVisible();
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.locator(".summary")).toBeFocused();
  await page.locator(".summary").getByRole("link", { name: t("field.amount") }).press("Enter");
  await expect(page.locator("#field-amount")).toBeFocused();
});
