import { expect, test } from "@playwright/test";
import { words } from "../shared/i18n/texts.ts";
import { newFile, signInByKeyboard, typed, typeFile } from "./support/desk-page.ts";
import { startDemo, type Demo } from "./support/start-demo.ts";

const { t } = words.fr;
let demo: Demo;
test.beforeAll(async () => { demo = await startDemo(); });
test.afterAll(() => demo.stop());

test("with the network cut, work goes on and waits in sight; once it is back, it leaves by itself", async ({ page }) => {
  await signInByKeyboard(page, await demo.appUrl(), "Ronan Gabarit");
  const line = page.locator(".sync-pill");
  await expect(line).toContainText("À jour", { timeout: 30_000 });

  demo.cutNetwork();
  await newFile(page);
  await typeFile(page, typed);
  await expect(page.getByRole("complementary", { name: t("verdict.title") })).toContainText("sous réserve de l’enregistrement");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: t("file.submit.confirm") }).press("Enter");
  await expect(line).toContainText(t("sync.offline"), { timeout: 30_000 });
  await expect(page.locator(".file-head")).toContainText(t("status.waiting"));
  await expect(page.locator(".notices")).toContainText(t("file.waiting.body"));

  await line.press("Enter");
  const panel = page.getByRole("dialog", { name: t("sync.title") });
  await expect(panel).toContainText("Atelier Imaginaire (exemple)");
  await expect(panel).toContainText(t("sync.kind.submitted"));
  await expect(panel).toContainText("G5004");
  await page.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);
  await expect(line).toBeFocused();

  demo.restoreNetwork();
  await line.press("Enter");
  await page.getByRole("button", { name: t("sync.now") }).press("Enter");
  await expect(panel).toContainText(t("sync.empty"), { timeout: 60_000 });
  await page.keyboard.press("Escape");
  await expect(page.locator(".registered .number")).toHaveText(/^1-/);
  await expect(line).toContainText("À jour");
});

test("a first start without the centre says so, offers nothing that cannot work, and completes itself once it answers", async ({ page }) => {
  demo.cutNetwork();
  try {
    const cold = await demo.addApp("cold");
    await page.goto(await cold.address());
    await expect(page.locator(".note")).toContainText(t("door.signIn.away"));
    await expect(page.locator(".note")).toContainText(t("door.signIn.away.wait"));
    await expect(page.getByRole("button", { name: t("door.signIn.bank") })).toHaveCount(0);
  } finally {
    demo.restoreNetwork();
  }
  await expect(page.locator("button.demo-person").first()).toBeVisible({ timeout: 20_000 });
  await expect(page.locator(".note")).toHaveCount(0);
  demo.cutNetwork();
  await page.locator("button.demo-person").first().press("Enter");
  await expect(page.locator(".note")).toContainText(t("door.signIn.away.again"), { timeout: 20_000 });
  demo.restoreNetwork();
  await page.locator("button.demo-person").first().press("Enter");
  await expect(page.getByRole("heading", { name: t("door.passphrase.title") })).toBeVisible({ timeout: 20_000 });
});
