import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, type Page } from "@playwright/test";
import { windowProfile } from "../main/hosts/loopback/window-profile.ts";
import { words } from "../shared/i18n/texts.ts";
import { signInHere, typeFile } from "./support/desk-page.ts";
import { filesWith, showWindow } from "./support/shown-window.ts";
import { startDemo } from "./support/start-demo.ts";
import { requireWholeChromium } from "./support/whole-chromium.ts";

const { t } = words.fr;
const NAME = "Atelier Imaginaire (exemple)";
const PASSPHRASE = "lampe rivage ticket ombre";
const MARKS = [PASSPHRASE, "002000008", "002 000 008", NAME, "Atelier Imaginaire", "127.0.0.1"];
/** A browser writes what it keeps a few seconds after. */
const KEPT_AFTER_MS = 12_000;

/** A passphrase chosen, shown and given again at the door; a SIREN and a name typed; the file's name is the window's title. */
async function work(page: Page): Promise<void> {
  await signInHere(page, "Soizic Essai");
  await page.keyboard.press("n");
  await typeFile(page, { siren: "002 000 008", legalName: NAME });
  await expect(page).toHaveTitle(new RegExp("Atelier Imaginaire"));
  await page.evaluate(() => { location.hash = "#/settings"; });
  await page.getByRole("main").getByRole("button", { name: t("frame.lock") }).click();
  await page.getByRole("button", { name: t("door.passphrase.show") }).click();
  await page.getByLabel(t("door.passphrase.label")).pressSequentially(PASSPHRASE);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("navigation", { name: t("frame.rail") })).toBeVisible();
  await page.goBack();
  await page.waitForTimeout(KEPT_AFTER_MS);
}

test("[LH14] the browser that shows the window keeps neither a passphrase, nor a SIREN, nor a name, nor the address", async () => {
  const browser = requireWholeChromium((condition, why) => test.skip(condition, why));
  const found: (readonly string[])[] = [];
  // The second time without what makes it private: then they are found, so that finding nothing means something.
  for (const without of [undefined, "--incognito"]) {
    const demo = await startDemo();
    const dataDir = mkdtempSync(join(tmpdir(), "guichet-shown-"));
    const shown = await showWindow(browser, dataDir, await demo.appUrl(), without);
    await work(shown.page);
    await shown.close();
    found.push(filesWith(windowProfile(dataDir), MARKS));
    await demo.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
  const [inPrivate, plain] = found;
  expect(inPrivate).toEqual([]);
  expect(plain?.join("\n")).toMatch(/Atelier Imaginaire/);
  expect(plain?.join("\n")).not.toContain(PASSPHRASE);
});
