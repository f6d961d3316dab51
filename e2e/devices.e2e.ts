import { expect, test, type Page } from "@playwright/test";
import { words } from "../shared/i18n/texts.ts";
import { axeIssues } from "./support/axe-issues.ts";
import { serveStories, type StoryServer } from "./support/stories.ts";

const { t } = words.fr;
let stories: StoryServer;
test.beforeAll(async () => { stories = await serveStories(); });
test.afterAll(() => stories.close());

const openAs = async (page: Page, story: string, place: string): Promise<void> =>
  void (await page.goto(stories.url({ name: story, story, place }, { language: "fr", theme: "light" })));
const line = (page: Page, name: string) => page.getByRole("button", { name: new RegExp(`^(${t("devices.act").replace("…", ".")}|${t("devices.look").replace("…", ".")}) ${name}`) });

test("[DV2] a manager sees the workstations of her branches, finds one, and approves by keyboard one that waits", async ({ page }) => {
  await openAs(page, "devices", "#/administration/workstations");
  await expect(page.getByText(t("devices.state.waiting")).first()).toBeVisible();
  expect(await axeIssues(page)).toEqual([]);
  await page.getByLabel(t("devices.search")).fill("nolwenn");
  await expect(page.locator(".device-line")).toHaveCount(1);
  await page.getByLabel(t("devices.search")).fill("");
  await page.getByLabel(t("devices.show"), { exact: true }).selectOption("decide");
  await expect(page.locator(".device-line")).toHaveCount(2);
  await line(page, "Karim Exemple").press("Enter");
  const sheet = page.getByRole("dialog");
  await expect(sheet).toContainText("Assurez-vous auprès de Karim Exemple");
  expect(await axeIssues(page)).toEqual([]);
  await sheet.getByRole("button", { name: t("devices.approve") }).press("Enter");
  await expect(sheet).toBeHidden();
  await expect(page.locator(".note", { hasText: t("devices.said.approve") })).toBeVisible();
});

test("[DV3] ending another's needs a second person and says what erasing can and cannot do; a second one confirms exactly what was asked", async ({ page }) => {
  await openAs(page, "devices", "#/administration/workstations");
  await line(page, "Hélène Fictive").press("Enter");
  const sheet = page.getByRole("dialog");
  await expect(sheet).toContainText(t("devices.end.two"));
  await sheet.getByLabel(t("devices.end.now")).check();
  await expect(sheet).toContainText(t("devices.end.honest"));
  await sheet.getByRole("button", { name: t("devices.end.ask"), exact: true }).press("Enter");
  await expect(page.locator(".note", { hasText: t("devices.said.asked") })).toBeVisible();
  await line(page, "Nolwenn Modèle").press("Enter");
  await expect(sheet).toContainText(t("devices.what.now"));
  await expect(sheet.getByLabel(t("devices.end.now"))).toHaveCount(0);
  await sheet.getByRole("button", { name: t("devices.confirm"), exact: true }).press("Enter");
  await expect(page.locator(".note", { hasText: t("devices.said.done") })).toBeVisible();
  await line(page, "Yann Modèle").press("Enter");
  await expect(sheet).toContainText("effacé : le poste l’a dit");
  await expect(sheet.getByRole("button", { name: /Révoquer|Demander|Confirmer/ })).toHaveCount(0);
});

test("[DV4] her own, in the settings, she ends at one word", async ({ page }) => {
  await openAs(page, "desk", "#/settings");
  await line(page, "Maud Modèle").press("Enter");
  const sheet = page.getByRole("dialog");
  await expect(sheet).toContainText(t("devices.end.own"));
  await sheet.getByRole("button", { name: t("devices.end.do"), exact: true }).press("Enter");
  await expect(page.locator(".note", { hasText: t("devices.said.done") })).toBeVisible();
});

test("[DV3] refused by the centre, or away, it says why and nothing is lost", async ({ page }) => {
  await openAs(page, "devices-late", "#/administration/workstations");
  await line(page, "Karim Exemple").press("Enter");
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("button", { name: t("devices.approve") }).press("Enter");
  await expect(sheet.getByRole("alert")).toContainText("G9503");
  await openAs(page, "devices-away", "#/administration/workstations");
  await expect(page.locator(".devices .note")).toContainText("G5004");
  expect(await axeIssues(page)).toEqual([]);
});

test("[DV8] a workstation that waits says whom to ask, at home and in the quiet line", async ({ page }) => {
  await openAs(page, "unapproved", "#/today");
  await expect(page.locator("main .note", { hasText: t("devices.waiting.title") })).toContainText("Administration › Postes");
  await expect(page.locator(".sync-pill")).toContainText(t("devices.waiting.status"));
  expect(await axeIssues(page)).toEqual([]);
});

test("[DV9] one that must erase itself says what is lost and what can be carried, asks twice, and the door says what became of it", async ({ page }) => {
  await openAs(page, "to-erase", "#/today");
  await page.locator(".sync-pill").press("Enter");
  const panel = page.getByRole("dialog");
  await expect(panel).toContainText(t("devices.order.why"));
  await expect(panel).toContainText("2 pièces jointes");
  expect(await axeIssues(page)).toEqual([]);
  const erase = panel.getByRole("button", { name: t("devices.order.erase") });
  await erase.press("Enter");
  await expect(panel.getByRole("alert")).toContainText(t("devices.order.sure"));
  await erase.press("Enter");
  await expect(page.locator(".note", { hasText: t("devices.erased") })).toBeVisible();
});
