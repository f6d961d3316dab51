import { expect, test, type Page } from "@playwright/test";
import { words } from "../shared/i18n/texts.ts";
import { newFile, signInByKeyboard, typed, typeFile } from "./support/desk-page.ts";
import { tabTo } from "./support/keyboard.ts";
import { startDemo, type Demo } from "./support/start-demo.ts";

const { t, count } = words.fr;
let demo: Demo;
test.beforeAll(async () => { demo = await startDemo(); });
test.afterAll(() => demo.stop());

const typeAmount = async (page: Page, amount: string): Promise<void> => {
  await page.locator("#field-amount").fill(amount);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Control+s");
  await expect(page.getByText(/Enregistré sur ce poste à/)).toBeVisible();
};

test("the same field typed by two advisors, one of them offline: both entries are kept, one is chosen, and both desks agree", async ({ browser, page }) => {
  test.setTimeout(150_000);
  await signInByKeyboard(page, await demo.appUrl(), "Maëlle Exemple");
  await newFile(page);
  await typeFile(page, typed);
  await page.keyboard.press("Control+s");
  await expect(page.locator(".file-head")).toContainText(t("file.atCentre"), { timeout: 30_000 });

  const other = await demo.addApp();
  const colleague = await (await browser.newContext()).newPage();
  await signInByKeyboard(colleague, await other.address(), "Yann Modèle");
  await colleague.getByRole("link", { name: t("frame.files") }).press("Enter");
  await colleague.getByRole("button", { name: /Atelier Imaginaire/ }).press("Enter");
  await expect(colleague.locator("#field-amount")).toHaveValue(/250/, { timeout: 30_000 });

  demo.cutNetwork();
  await typeAmount(colleague, "220 000");
  await typeAmount(page, "240 000");
  demo.restoreNetwork();
  for (const desk of [page, colleague]) {
    await expect(desk.locator(".conflicts")).toContainText("240 000 €", { timeout: 60_000 });
    await expect(desk.locator(".conflicts")).toContainText("220 000 €");
    await expect(desk.locator(".at-amount .fault")).toHaveText(t("G2007.happened"));
  }
  // Either may choose, so both desks count it, as their lists do.
  for (const desk of [page, colleague]) {
    await expect(desk.locator(".rail .badge")).toHaveText("1");
    await expect(desk.getByRole("link", { name: t("frame.toSettle") })).toContainText(count("inbox.count", 1));
  }
  await expect(page.locator(".conflicts")).toContainText("Yann Modèle");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { name: t("file.conflicts.title") })).toBeFocused();
  await tabTo(page, ".conflict button", "240");
  await page.keyboard.press("Enter");
  const chosen = await page.locator("#field-amount").inputValue();
  for (const desk of [page, colleague]) {
    await expect(desk.locator(".conflicts")).toHaveCount(0, { timeout: 60_000 });
    await expect(desk.locator("#field-amount")).toHaveValue(/2[24]0\s000/);
  }
  await expect(colleague.locator("#field-amount")).toHaveValue(await page.locator("#field-amount").inputValue());
  expect(chosen).not.toBe("");
});
