import { expect, test } from "@playwright/test";
import { axeIssues } from "./support/axe-issues.ts";
import { openStory, storyNamed } from "./support/open-story.ts";
import { serveStories, type StoryServer } from "./support/stories.ts";

let server: StoryServer;
test.beforeAll(async () => { server = await serveStories(); });
test.afterAll(() => server.close());

test("[WS28] a scheme that a pack brought is in the form with its names; chosen, the verdict answers by its figures, its texts and its version", async ({ page }) => {
  await openStory(page, server, storyNamed("file-new-scheme"), { language: "fr", theme: "light" });
  const scheme = page.locator("#field-scheme");
  expect(await scheme.locator("option").allTextContents()).toContain("Relance locale (FICTIF)");
  await scheme.selectOption("RELANCE_LOCALE");
  await expect(page.locator(".verdict-pane")).toContainText("85");
  await page.locator(".figure-line.strong").first().click();
  await expect(page.locator(".verdict-pane")).toContainText("Plafond de la relance locale");
  await expect(page.locator(".verdict-pane")).toContainText("Délibération fictive n° 2020-7, art. 2");
  expect(await axeIssues(page)).toEqual([]);
  await openStory(page, server, storyNamed("file-new-scheme"), { language: "en", theme: "dark" });
  expect(await page.locator("#field-scheme option").allTextContents()).toContain("Local recovery (FICTIONAL)");
});

test("[WS29] rules that change while a file is open tell what they move in it, until it was read", async ({ page }) => {
  await openStory(page, server, storyNamed("file-rules-moved"), { language: "fr", theme: "light" });
  const told = page.locator("section", { has: page.locator("#rules-moved") });
  await expect(told).toContainText("pge-france@1.0.0 → pge-france@1.1.0");
  await expect(told.locator(".moved")).toContainText("Plafond");
  expect(await axeIssues(page)).toEqual([]);
  await told.getByRole("button").click();
  await expect(told).toHaveCount(0);
});
