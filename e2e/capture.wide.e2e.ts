import { expect, test } from "@playwright/test";
import { launchOptions } from "../build/browser/find-chromium.ts";
import { words } from "../shared/i18n/texts.ts";
import { axeIssues } from "./support/axe-issues.ts";
import { newFile, signInByKeyboard } from "./support/desk-page.ts";
import { startDemo, type Demo } from "./support/start-demo.ts";

const found = await launchOptions();
/** A camera of the browser's own, which shows a test picture. Without a screen it has no way to ask anybody, and says "not supported": leave is given beforehand. */
test.use({ launchOptions: { ...found, args: [...(found.args ?? []), "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"] } });
let demo: Demo;
test.beforeAll(async () => { demo = await startDemo(); });
test.afterAll(() => demo.stop());

test("a document is photographed at the counter by keyboard, looked at, taken again and added; in English, and without leave of the camera it says what to do", async ({ page, context }) => {
  const { t, count } = words.fr;
  await context.grantPermissions(["camera"]);
  await signInByKeyboard(page, await demo.appUrl(), "Maëlle Exemple");
  await newFile(page);
  await page.keyboard.type("002 000 008");
  await page.keyboard.press("Tab");
  const open = page.getByRole("button", { name: t("documents.capture"), exact: true });
  await open.press("Enter");
  const sheet = page.getByRole("dialog", { name: t("documents.capture.title") });
  await expect(sheet.locator(".capture-view")).toHaveAttribute("data-state", "live");
  await expect.poll(() => sheet.locator("video").evaluate((video: HTMLVideoElement) => video.videoWidth)).toBeGreaterThan(0);
  expect(await axeIssues(page)).toEqual([]);
  const take = sheet.getByRole("button", { name: t("documents.capture.take") });
  await take.press("Enter");
  await expect(sheet.locator("canvas")).toBeVisible();
  await sheet.getByRole("button", { name: t("documents.capture.again") }).press("Enter");
  await expect(sheet.locator("video")).toBeVisible();
  await take.press("Enter");
  expect(await axeIssues(page)).toEqual([]);
  await sheet.getByRole("button", { name: t("documents.capture.use") }).press("Enter");
  await expect(sheet).toContainText(count("documents.capture.added", 1));
  await page.keyboard.press("Escape");
  await expect(open).toBeFocused();
  const line = page.getByRole("list", { name: t("documents.list") });
  await expect(line).toContainText(/photo-\d{4}-\d\d-\d\d-\d{6}\.jpg/);
  await line.getByRole("button", { name: new RegExp(`^${t("documents.preview")}`) }).press("Enter");
  const picture = page.locator(".float.picture img");
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await page.keyboard.press("Escape");
  // Closed, the camera is off.
  expect(await page.evaluate(() => document.querySelector("video"))).toBeNull();

  const { t: en } = words.en;
  await page.keyboard.press("Control+k");
  await page.keyboard.type("English");
  await page.keyboard.press("Enter");
  // Whoever is not allowed is told how to go on.
  await page.evaluate(() => { navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("no", "NotAllowedError")); });
  await page.getByRole("button", { name: en("documents.capture"), exact: true }).press("Enter");
  await expect(page.getByRole("dialog", { name: en("documents.capture.title") })).toContainText(en("documents.capture.refused"));
  await expect(page.getByRole("button", { name: en("documents.capture.take") })).toHaveAttribute("aria-disabled", "true");
  expect(await axeIssues(page)).toEqual([]);
});
