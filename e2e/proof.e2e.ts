import { expect, test, type Page } from "@playwright/test";
import { words } from "../shared/i18n/texts.ts";
import { axeIssues } from "./support/axe-issues.ts";
import { serveStories, type StoryServer } from "./support/stories.ts";

const { t } = words.fr;
let stories: StoryServer;
test.beforeAll(async () => { stories = await serveStories(); });
test.afterAll(() => stories.close());

async function verifyIn(page: Page, story: string): Promise<void> {
  await page.goto(stories.url({ name: story, story, place: "#/settings" }, { language: "fr", theme: "light" }));
  await page.getByRole("button", { name: t("settings.verify"), exact: true }).press("Enter");
}

test("[AP1] the window tells what the centre's audit proves, what waits, what is missing, and that it was not asked without a network", async ({ page }) => {
  await verifyIn(page, "desk");
  await expect(page.locator(".note", { hasText: "modifications 1 à 1284" })).toContainText("2 modifications attendent encore leur ancre");
  expect(await axeIssues(page)).toEqual([]);
  await verifyIn(page, "proof-missing");
  await expect(page.locator(".note", { hasText: "1 anomalie" })).toContainText("change 13");
  await verifyIn(page, "proof-away");
  await expect(page.locator(".note", { hasText: "G5004" })).toBeVisible();
});
