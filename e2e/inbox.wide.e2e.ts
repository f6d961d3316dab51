import { join } from "node:path";
import { expect, test, type Page } from "@playwright/test";
import { words } from "../shared/i18n/texts.ts";
import { createDemoApp, type DemoApp } from "./support/demo-app.ts";
import { newFile, PASSPHRASE, signInByKeyboard, typed, typeFile } from "./support/desk-page.ts";
import { tabTo } from "./support/keyboard.ts";
import { moveToAnotherBranch } from "./support/move-file.ts";
import { startDemo, type Demo } from "./support/start-demo.ts";

const { t, count } = words.fr;
/** A day and two hours. */
const LATER_MS = 93_600_000;
let demo: Demo;
test.beforeAll(async () => { demo = await startDemo(); });
test.afterAll(() => demo.stop());

const fileOf = (page: Page): string => new URL(page.url()).hash.split("/").at(-1) ?? "";
const line = (page: Page, text: string) => page.locator(".inbox-line", { hasText: text });
async function submit(page: Page): Promise<void> {
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: t("file.submit.confirm") }).press("Enter");
}
/** From a field, a single key is a letter: first out of the form. */
async function another(page: Page): Promise<void> {
  await page.getByRole("link", { name: t("frame.today") }).press("Enter");
  await newFile(page);
}
async function draft(page: Page, legalName: string): Promise<string> {
  await another(page);
  await typeFile(page, { legalName });
  await page.keyboard.press("Control+s");
  await expect(page.locator(".file-head")).toContainText(t("file.atCentre"), { timeout: 30_000 });
  return fileOf(page);
}
async function retype(page: Page, field: string, text: string): Promise<void> {
  await page.locator(`#field-${field}`).fill(text);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Control+s");
  await expect(page.getByText(/Enregistré sur ce poste à/)).toBeVisible();
}
async function unlock(page: Page, app: DemoApp): Promise<void> {
  await page.goto("about:blank");
  await page.goto(await app.address());
  await tabTo(page, "input[type=password]");
  await page.keyboard.type(PASSPHRASE);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("navigation", { name: t("frame.rail") })).toBeVisible({ timeout: 30_000 });
}
async function openInbox(page: Page): Promise<void> {
  await page.getByRole("link", { name: t("frame.toSettle") }).press("Enter");
  await expect(page.getByRole("heading", { name: t("frame.toSettle"), exact: true })).toBeVisible();
}
/** J until the line of this kind has the focus, then its one action. */
async function act(page: Page, what: string): Promise<void> {
  await expect(line(page, what)).toHaveCount(1, { timeout: 60_000 });
  for (let i = 0; i < 12; i += 1) {
    await page.keyboard.press("j");
    if (await line(page, what).locator(".inbox-do .button").first().evaluate((button) => button === document.activeElement)) return page.keyboard.press("Enter");
  }
  throw new Error(`J never reached ${what}`);
}

test("a refusal, a conflict, a possible duplicate, work too old and a file that left are brought about, told, and worked off by keyboard", async ({ browser, page }) => {
  test.setTimeout(600_000);
  await signInByKeyboard(page, await demo.appUrl(), "Maëlle Exemple");
  await newFile(page);
  await typeFile(page, typed);
  await submit(page);
  await expect(page.locator(".registered .number")).toBeVisible({ timeout: 30_000 });
  await another(page);
  await typeFile(page, { ...typed, legalName: "Seconde demande (exemple)", amount: "20 000", exposureAtGrant: "20 000" });
  await submit(page);
  await expect(page.locator(".note.stop")).toContainText(t("file.refused.title"), { timeout: 30_000 });
  const twice = await draft(page, "Saisie deux fois (exemple)");
  const away = await draft(page, "Cédée à une autre agence (exemple)");

  const other = await demo.addApp();
  const colleague = await (await browser.newContext()).newPage();
  await signInByKeyboard(colleague, await other.address(), "Yann Modèle");
  await colleague.getByRole("link", { name: t("frame.files") }).press("Enter");
  await colleague.getByRole("button", { name: /Saisie deux fois/ }).press("Enter");
  await expect(colleague.locator("#field-legalName")).toHaveValue(/Saisie deux fois/, { timeout: 30_000 });

  demo.cutNetwork();
  await retype(colleague, "amount", "220 000");
  await retype(page, "city", "Brest");
  await page.goto(`${new URL(page.url()).origin}/#/files/all/${twice}`);
  await expect(page.locator("#field-legalName")).toHaveValue(/Saisie deux fois/);
  await retype(page, "amount", "240 000");

  // A day later, still cut off: what is on this computer only is too old.
  await demo.app.stop();
  const clock = new URL("support/shifted-clock.ts", import.meta.url).href;
  const late = createDemoApp(demo.app.dataDir, demo.serverUrl, { NODE_OPTIONS: `--import=${clock}`, GUICHET_TEST_CLOCK_MS: String(LATER_MS) });
  await late.start();
  try {
    await unlock(page, late);
    await openInbox(page);
    await expect(line(page, t("inbox.kind.here-old"))).toHaveCount(2);
    await expect(page.locator(".inbox-line").first()).toContainText(t("inbox.kind.here-old"));
  } finally {
    await late.stop();
  }

  await demo.server.stop();
  await moveToAnotherBranch(join(demo.app.dataDir, "../server/store"), away);
  await demo.server.start();
  demo.restoreNetwork();
  await demo.app.start();
  await unlock(page, demo.app);
  await openInbox(page);
  await expect(page.locator(".inbox-line")).toHaveCount(4, { timeout: 60_000 });
  await expect(page.locator(".inbox-line").first()).toContainText(t("inbox.kind.refused"));
  await expect(page.locator(".rail .badge")).toHaveText("4");
  await expect(line(page, t("inbox.kind.left-work"))).toContainText("Cédée à une autre agence (exemple)");

  await expect(line(page, t("inbox.kind.duplicate"))).toContainText("Atelier Imaginaire (exemple)");
  await page.keyboard.press("j");
  await tabTo(page, ".inbox-line .button", t("inbox.dismiss.duplicate"));
  await page.keyboard.press("Enter");
  await expect(page.locator(".inbox-line")).toHaveCount(3);

  await act(page, t("inbox.kind.conflict"));
  await expect(page.getByRole("heading", { name: t("file.conflicts.title") })).toBeFocused();
  await tabTo(page, ".conflict button", "240");
  await page.keyboard.press("Enter");
  await expect(page.locator(".conflicts")).toHaveCount(0, { timeout: 30_000 });

  await openInbox(page);
  await act(page, t("inbox.kind.left-work"));
  const panel = page.getByRole("dialog", { name: t("inbox.left.title") });
  await expect(panel).toContainText("Brest");
  await tabTo(page, "dialog .button", t("inbox.left.giveUp"));
  await page.keyboard.press("Enter");
  await expect(panel).toContainText(t("inbox.left.lost"));
  await tabTo(page, "dialog .button.danger", count("inbox.left.confirm", 1));
  await page.keyboard.press("Enter");
  await expect(panel).toHaveCount(0);
  await expect(line(page, t("inbox.kind.left-work"))).toHaveCount(0);
  await expect(page.locator(".given-up")).toContainText("Maëlle Exemple");

  await act(page, t("inbox.kind.refused"));
  await expect(page.locator(".note.stop")).toContainText(t("file.refused.title"));
  await tabTo(page, ".withdraw .button");
  await page.keyboard.press("Enter");
  await tabTo(page, "dialog .button.danger");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.locator(".file-head")).toContainText(t("status.withdrawn"), { timeout: 30_000 });
  await openInbox(page);
  await expect(page.getByRole("heading", { name: t("inbox.empty.title") })).toBeVisible({ timeout: 30_000 });
  await expect(page.locator(".rail .badge")).toHaveCount(0);
});
