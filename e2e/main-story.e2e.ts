import { expect, test } from "@playwright/test";
import { words } from "../shared/i18n/texts.ts";
import { newFile, PASSPHRASE, signInByKeyboard, typed, typeFile } from "./support/desk-page.ts";
import { tabTo } from "./support/keyboard.ts";
import { startDemo, type Demo } from "./support/start-demo.ts";

const { t } = words.fr;
test.describe.configure({ mode: "serial" });
let demo: Demo;
test.beforeAll(async () => { demo = await startDemo(); });
test.afterAll(() => demo.stop());

test("the main story by keyboard alone: sign in, type, read the verdict, submit, hold a number; a colleague sees it", async ({ browser, page }) => {
  const said: string[] = [];
  page.on("console", (message) => void (message.type() === "error" && said.push(message.text())));
  await signInByKeyboard(page, await demo.appUrl(), "Maëlle Exemple");
  await newFile(page);
  await typeFile(page, typed);

  const verdict = page.getByRole("complementary", { name: t("verdict.title") });
  await expect(verdict.getByRole("heading", { name: t("verdict.acceptable") })).toBeVisible();
  await expect(verdict).toContainText("475 000 €");
  await expect(verdict).toContainText("562,50 €");
  await expect(page.getByText(/Enregistré sur ce poste à/)).toBeVisible();
  // Received on the Wednesday before Easter; in the demonstration it is the Wednesday after.
  await expect(page.locator(".answer-due > summary")).toHaveText("Réponse attendue le 16/04/2020, dans 1 jour ouvré (hypothèse)");

  await page.keyboard.press("Control+Enter");
  const dialog = page.getByRole("dialog", { name: t("file.submit.title") });
  await expect(dialog).toContainText("Atelier Imaginaire (exemple)");
  await expect(dialog).toContainText("250 000 €");
  await tabTo(page, "dialog .button.main");
  await page.keyboard.press("Enter");
  const number = page.locator(".registered .number");
  await expect(number).toHaveText(/^1-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]$/, { timeout: 30_000 });
  await expect(page.getByRole("heading", { name: t("file.registered.title") })).toBeFocused();
  await expect(page.locator(".answer-due")).toHaveCount(0);

  const other = await demo.addApp();
  const colleague = await (await browser.newContext()).newPage();
  await signInByKeyboard(colleague, await other.address(), "Yann Modèle");
  await colleague.keyboard.press("/");
  await colleague.keyboard.type("Imaginaire");
  const row = colleague.getByRole("button", { name: /Atelier Imaginaire/ });
  await expect(row).toContainText(t("status.registered"), { timeout: 30_000 });
  await colleague.keyboard.press("ArrowDown");
  await expect(row).toBeFocused();
  await colleague.keyboard.press("Enter");
  await expect(colleague.locator(".registered .number")).toHaveText(await number.innerText());
  expect(said).toEqual([]);
});

test("a reload goes on where one was, a lock asks for the passphrase, and a wrong one is told without harm", async ({ page }) => {
  await page.goto(await demo.appUrl());
  await expect(page.getByRole("navigation", { name: t("frame.rail") })).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.keyboard.type(t("frame.lock"));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: t("door.unlock.title") })).toBeVisible();
  await tabTo(page, "input[autocomplete=current-password]");
  await page.keyboard.type("pas la bonne phrase");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText(t("G1001.happened"), { timeout: 20_000 });
  await expect(page.locator("input[autocomplete=current-password]")).toBeFocused();
  await page.keyboard.press("Control+a");
  await page.keyboard.type(PASSPHRASE);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("navigation", { name: t("frame.rail") })).toBeVisible({ timeout: 30_000 });
  await page.reload();
  await expect(page.getByRole("navigation", { name: t("frame.rail") })).toBeVisible();
});

test("signing in again where one's profile is leads to that profile, and a passphrase that is lost has a way out", async ({ page }) => {
  await page.goto(await demo.appUrl());
  await expect(page.getByRole("navigation", { name: t("frame.rail") })).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.keyboard.type(t("frame.lock"));
  await page.keyboard.press("Enter");
  // Where she is to type has the focus first: whoever tabs before would see it taken away.
  await expect(page.locator("input[autocomplete=current-password]")).toBeFocused();
  await tabTo(page, "button", t("door.signIn.other"));
  await page.keyboard.press("Enter");
  await expect(page.locator("button.demo-person").first()).toBeVisible();
  await tabTo(page, "button.demo-person", "Maëlle Exemple");
  await page.keyboard.press("Enter");
  await expect(page.getByText(t("door.welcome.here"))).toBeVisible();
  await tabTo(page, "button", t("door.welcome.new"));
  await page.keyboard.press("Enter");
  await expect(page.getByText(t("door.welcome.newWhy"))).toBeVisible();
  await tabTo(page, "button", t("frame.back"));
  await page.keyboard.press("Enter");
  await tabTo(page, "input[autocomplete=current-password]");
  await page.keyboard.type(PASSPHRASE);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("navigation", { name: t("frame.rail") })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("Atelier Imaginaire").first()).toBeVisible();
});
