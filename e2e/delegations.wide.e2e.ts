import { expect, test, type Page } from "@playwright/test";
import { words } from "../shared/i18n/texts.ts";
import { axeIssues } from "./support/axe-issues.ts";
import { newFile, signInByKeyboard, typed, typeFile } from "./support/desk-page.ts";
import { tabTo } from "./support/keyboard.ts";
import { startDemo, type Demo } from "./support/start-demo.ts";

const { t, format } = words.fr;
test.describe.configure({ mode: "serial" });
let demo: Demo;
test.beforeAll(async () => { demo = await startDemo(); });
test.afterAll(() => demo.stop());

const approval = (page: Page) => page.getByRole("region", { name: t("life.title") }).locator("[data-step='approved']");
const goTo = async (page: Page, place: string): Promise<void> => {
  await page.keyboard.press("Control+k");
  await page.keyboard.type(place);
  await page.keyboard.press("Enter");
};

test("beyond her level the one who may is named; while that one is away, she stands in, until it is ended", async ({ browser, page }) => {
  test.setTimeout(240_000);
  // The demonstration's ladder: the manager up to a million, the administrator any amount.
  await signInByKeyboard(page, await demo.appUrl(), "Maëlle Exemple");
  await newFile(page);
  await typeFile(page, { ...typed, turnover: "19 000 000", turnover2019: "19 M€", amount: "2,5 M€", exposureAtGrant: "2 500 000" });
  await page.keyboard.press("Control+Enter");
  await tabTo(page, "dialog .button.main");
  await page.keyboard.press("Enter");
  await expect(page.locator(".registered .number")).toHaveText(/^1-/, { timeout: 30_000 });

  const open = async (name: string): Promise<Page> => {
    const window = await (await browser.newContext()).newPage();
    await signInByKeyboard(window, await (await demo.addApp()).address(), name);
    return window;
  };
  const manager = await open("Gwenola Maquette");
  await manager.getByRole("button", { name: /Atelier Imaginaire/ }).first().press("Enter");
  await expect(approval(manager)).toContainText(t("life.beyond.limit", { level: "Engagements", limit: format.amount(100_000_000) }));
  expect(await axeIssues(manager)).toEqual([]);

  const administrator = await open("Loïc Fictif");
  await goTo(administrator, t("settings.title"));
  const absence = administrator.getByRole("region", { name: t("absence.title") });
  await absence.getByRole("button", { name: t("absence.declare") }).press("Enter");
  await expect(absence.locator("[aria-invalid]")).toHaveCount(3);
  await absence.getByLabel(t("absence.from")).fill("01/04/2020");
  await absence.getByLabel(t("absence.until")).fill("30/04/2020");
  await absence.getByLabel(t("absence.standIn")).selectOption({ label: "Yann Modèle" });
  await absence.getByRole("button", { name: t("absence.declare") }).press("Enter");
  await expect(absence).toContainText(words.fr.find("fault.STAND_IN_WITHOUT_LEVEL") ?? "?");
  expect(await axeIssues(administrator)).toEqual([]);
  await absence.getByLabel(t("absence.standIn")).selectOption({ label: "Gwenola Maquette" });
  await absence.getByRole("button", { name: t("absence.declare") }).press("Enter");
  await expect(absence).toContainText(t("absence.now", { name: "Loïc Fictif", from: "01/04/2020", until: "30/04/2020", standIn: "Gwenola Maquette" }));
  await expect(absence).toContainText(t("absence.kept"));

  // The centre knows a caller anew after five seconds; her window, when it is asked to synchronise.
  const withdrawn = approval(manager).getByText(t("life.beyond.limit", { level: "Engagements", limit: format.amount(100_000_000) }));
  await expect(async () => {
    await goTo(manager, t("sync.now"));
    await manager.keyboard.press("Escape");
    await expect(withdrawn).toHaveCount(0, { timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await approval(manager).getByRole("button").press("Enter");
  await manager.keyboard.press("Enter");
  await expect(manager.getByText(t("life.done", { step: t("life.step.approved") }))).toBeVisible();
  await expect(page.locator(".life-track [aria-current]")).toHaveText(t("life.stage.approved"), { timeout: 30_000 });

  await absence.getByRole("button", { name: t("absence.end") }).press("Enter");
  await expect(absence).toContainText(t("absence.ended"));
});
