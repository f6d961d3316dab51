import { expect, test } from "@playwright/test";
import { words } from "../shared/i18n/texts.ts";
import { axeIssues } from "./support/axe-issues.ts";
import { newFile, PASSPHRASE, signInByKeyboard, typed, typeFile } from "./support/desk-page.ts";
import { tabTo } from "./support/keyboard.ts";
import { startDemo, type Demo } from "./support/start-demo.ts";

const { fr, en } = words;
const { t } = fr;
let demo: Demo;
test.beforeAll(async () => { demo = await startDemo(); });
test.afterAll(() => demo.stop());

test("[OB15] with the network cut, the manager approves at the advisor's own workstation by her passphrase; the money may leave, and the centre hears of both from there", async ({ browser, page }) => {
  const address = await demo.appUrl();
  // The manager opened Guichet here once; then the seat is the advisor's.
  await signInByKeyboard(page, address, "Gwenola Maquette");
  await expect(page.locator(".sync-pill")).toContainText("À jour", { timeout: 30_000 });
  await page.getByRole("button", { name: t("frame.lock") }).press("Enter");
  await page.getByRole("button", { name: t("door.signIn.other") }).press("Enter");
  await page.getByRole("button", { name: /Maëlle Exemple/ }).press("Enter");
  await expect(page.getByRole("heading", { name: t("door.passphrase.title") })).toBeVisible();
  for (const field of await page.locator("input[autocomplete=new-password]").all()) await field.fill("barque du soir qui passe");
  await page.keyboard.press("Enter");
  await expect(page.locator(".sync-pill")).toContainText("À jour", { timeout: 30_000 });
  await newFile(page);
  await typeFile(page, typed);
  await page.keyboard.press("Control+Enter");
  await tabTo(page, "dialog .button.main");
  await page.keyboard.press("Enter");
  await expect(page.locator(".registered .number")).toHaveText(/^1-/, { timeout: 30_000 });
  // The file itself comes a moment after its number.
  await expect(page.locator(".sync-pill")).toContainText("À jour", { timeout: 30_000 });

  demo.cutNetwork();
  const life = page.getByRole("region", { name: t("life.title") });
  const approved = life.locator("[data-step='approved']");
  await approved.getByRole("button", { name: t("life.beside") }).press("Enter");
  const form = page.locator(".step-form");
  await expect(form.getByRole("heading")).toHaveText(t("life.beside.title", { step: t("life.step.approved") }));
  expect(await axeIssues(page)).toEqual([]);
  await tabTo(page, "input[type=password]");
  await page.keyboard.type("pas la bonne phrase du tout");
  await page.keyboard.press("Enter");
  await expect(form).toContainText(t("G1001.happened"));
  await expect(page.locator("input[type=password]")).toHaveValue("");
  await page.locator("input[type=password]").focus();
  await page.keyboard.type(PASSPHRASE);
  await page.keyboard.press("Enter");
  await expect(life.getByText(t("life.done", { step: t("life.step.approved") }))).toBeVisible();
  await expect(life.locator(".life-history li").first()).toContainText("Gwenola Maquette");
  await life.getByRole("button", { name: `${t("life.step.disbursed")}…` }).press("Enter");
  await expect(form).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.locator(".life-track [aria-current]")).toHaveText(t("life.stage.disbursed"));

  demo.restoreNetwork();
  const other = await demo.addApp();
  const colleague = await (await browser.newContext()).newPage();
  await signInByKeyboard(colleague, await other.address(), "Yann Modèle");
  await colleague.keyboard.press("Control+k");
  await colleague.keyboard.type("English");
  await colleague.keyboard.press("Enter");
  await colleague.getByRole("link", { name: en.t("frame.files") }).press("Enter");
  await colleague.getByRole("button", { name: /Atelier Imaginaire/ }).first().press("Enter");
  await expect(colleague.locator(".life-track [aria-current]")).toHaveText(en.t("life.stage.disbursed"), { timeout: 60_000 });
  const told = colleague.getByRole("region", { name: en.t("life.title") }).locator(".life-history");
  await expect(told).toContainText("Gwenola Maquette");
  // Who entered it is asked for another person; who did not, but may not approve so much, is told who may, and may be helped here too: nobody else is on this workstation.
  await expect(colleague.getByRole("button", { name: en.t("life.beside") })).toHaveCount(0);
});
