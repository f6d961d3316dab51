import { expect, test } from "@playwright/test";
import { words } from "../shared/i18n/texts.ts";
import { authorizationUrl } from "../sync-server/identity/testing/sign-in.ts";
import { axeIssues } from "./support/axe-issues.ts";
import { PASSPHRASE, signInByKeyboard } from "./support/desk-page.ts";
import { startDemo, type Demo } from "./support/start-demo.ts";

const { t } = words.fr;
let demo: Demo;
test.beforeAll(async () => { demo = await startDemo({ serverEnv: { GUICHET_DEMONSTRATION_SECOND_FACTOR: "1" } }); });
test.afterAll(() => demo.stop());

for (const [locale, wrong] of [["fr", "Ce code ne va pas"], ["en", "This code does not fit"]] as const) {
  test(`the second factor's page, by keyboard, in ${locale}: a wrong code is said to whoever listens, the right one goes back`, async ({ page }) => {
    await page.goto(authorizationUrl(demo.serverUrl, { code_challenge: "x".repeat(43), code_challenge_method: "S256", ui_locales: locale }));
    await expect(page.locator("#login")).toBeFocused();
    await page.keyboard.type(locale === "fr" ? "soizic.essai" : "yann.modele");
    await page.keyboard.press("Tab");
    await page.keyboard.type("demonstration");
    await page.keyboard.press("Enter");
    const code = page.locator("#code");
    await expect(code).toBeFocused();
    expect(await page.locator("html").getAttribute("lang")).toBe(locale);
    expect(await axeIssues(page)).toEqual([]);
    const right = await page.locator("#code-now").textContent() ?? "";
    await page.keyboard.type(right === "000000" ? "000001" : "000000");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert")).toContainText(wrong);
    await expect(code).toBeFocused();
    expect(await axeIssues(page)).toEqual([]);
    await page.keyboard.type(await page.locator("#code-now").textContent() ?? "");
    const back = page.waitForRequest(/^http:\/\/127\.0\.0\.1:49152\/auth\/callback\?code=/);
    await page.keyboard.press("Enter");
    await back;
  });
}

test("signing out by keyboard locks; whoever comes back finds her files, and is asked to sign in before anything is sent", async ({ page }) => {
  await signInByKeyboard(page, await demo.appUrl(), "Ronan Gabarit");
  const line = page.locator(".sync-pill");
  await expect(line).toContainText("À jour", { timeout: 30_000 });
  await page.keyboard.press("Control+k");
  await page.keyboard.type(t("frame.signOut"));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: t("door.unlock.open") })).toBeVisible();
  await page.locator("input[autocomplete=current-password]").fill(PASSPHRASE);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("navigation", { name: t("frame.rail") })).toBeVisible({ timeout: 30_000 });
  await expect(line).toContainText(t("sync.signedOut"), { timeout: 30_000 });
  await line.press("Enter");
  await expect(page.getByRole("button", { name: t("sync.signIn") })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: t("frame.settings") }).press("Enter");
  await expect(page.getByRole("button", { name: t("frame.signOut") })).toBeVisible();
  expect(await axeIssues(page)).toEqual([]);
});
