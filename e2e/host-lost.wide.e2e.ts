import { expect, test } from "@playwright/test";
import { words } from "../shared/i18n/texts.ts";
import { newFile, signInByKeyboard, typeFile } from "./support/desk-page.ts";
import { startDemo } from "./support/start-demo.ts";

const { t } = words.fr;

test("a page without a valid address says how to get one; a program killed while typing is told, and what was shown as saved is there after", async ({ browser, page }) => {
  const demo = await startDemo();
  try {
    const address = await demo.appUrl();
    const stranger = await (await browser.newContext()).newPage();
    await stranger.goto(new URL(address).origin);
    await expect(stranger.getByRole("heading", { name: t("door.address.title") })).toBeVisible();
    await expect(stranger.locator("code")).toHaveText("npm run app -- --address");

    await signInByKeyboard(page, address, "Peio Gabarit");
    await newFile(page);
    await typeFile(page, { siren: "002 000 008", legalName: "Saisi avant la coupure" });
    await expect(page.getByText(/Enregistré sur ce poste à/)).toBeVisible();
    await expect(page.getByRole("button", { name: /Saisi avant la coupure/ })).toBeVisible();
    await demo.app.kill9();
    await expect(page.getByRole("heading", { name: t("door.gone.title") })).toBeVisible({ timeout: 30_000 });

    await demo.app.start();
    await page.goto(await demo.appUrl());
    await page.getByLabel(t("door.passphrase.label")).fill("lampe rivage ticket ombre");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: t("frame.files") }).press("Enter");
    await page.getByRole("button", { name: /Saisi avant la coupure/ }).press("Enter");
    await expect(page.locator("#field-legalName")).toHaveValue("Saisi avant la coupure", { timeout: 30_000 });
  } finally {
    await demo.stop();
  }
});
