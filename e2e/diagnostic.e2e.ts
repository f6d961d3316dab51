import { expect, test, type Page } from "@playwright/test";
import { words } from "../shared/i18n/texts.ts";
import { axeIssues } from "./support/axe-issues.ts";
import { serveStories, type StoryServer } from "./support/stories.ts";

const { t } = words.fr;
let stories: StoryServer;
test.beforeAll(async () => { stories = await serveStories(); });
test.afterAll(() => stories.close());

const open = async (page: Page, story: string, place: string): Promise<void> =>
  void (await page.goto(stories.url({ name: story, story, place }, { language: "fr", theme: "light" })));

test("[FL6] she sees who asks and why, and all that would leave, before she agrees or declines by keyboard", async ({ page }) => {
  for (const [button, said] of [[t("diagnostic.give"), t("diagnostic.said.given")], [t("diagnostic.decline"), t("diagnostic.said.declined")]] as const) {
    await open(page, "diagnostic-asked", "#/today");
    await page.reload();
    await page.locator(".diagnostic-line").press("Enter");
    const sheet = page.getByRole("dialog");
    await expect(sheet).toContainText("Alix Témoin");
    await expect(sheet).toContainText("Lenteurs signalées lundi matin");
    await expect(sheet.locator(".diagnostic > div")).toHaveCount(10);
    await expect(sheet).toContainText("G5004 × 14");
    await sheet.locator("summary").press("Enter");
    await expect(sheet.locator("pre")).toContainText('"diskFreeMib": 1420');
    expect(await axeIssues(page)).toEqual([]);
    await sheet.getByRole("button", { name: button }).press("Enter");
    await expect(sheet.locator(".note")).toContainText(said);
    await sheet.getByRole("button", { name: t("frame.close") }).last().press("Enter");
    await expect(sheet).toBeHidden();
  }
});

test("[FL5] an administrator asks for one with a reason, and reads the answer; of her own workstation nothing is offered", async ({ page }) => {
  await open(page, "devices", "#/administration/workstations");
  await page.getByRole("button", { name: /Hélène Fictive/ }).press("Enter");
  const sheet = page.getByRole("dialog");
  const ask = sheet.getByRole("button", { name: t("diagnostic.ask") });
  await expect(ask).toHaveAttribute("aria-disabled", "true");
  await sheet.getByLabel(t("diagnostic.reason")).fill("Elle perd la connexion chaque soir");
  await ask.press("Enter");
  await expect(sheet.locator(".note").first()).toContainText("Elle perd la connexion chaque soir");
  await sheet.getByRole("button", { name: t("diagnostic.read") }).press("Enter");
  await expect(sheet.locator(".diagnostic > div")).toHaveCount(10);
  expect(await axeIssues(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /Maud Modèle/ }).press("Enter");
  await expect(page.getByRole("dialog").getByRole("button", { name: t("diagnostic.ask") })).toHaveCount(0);
});
