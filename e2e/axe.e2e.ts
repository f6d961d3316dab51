import { expect, test } from "@playwright/test";
import { axeIssues } from "./support/axe-issues.ts";
import { signInByKeyboard, typed, typeFile, newFile } from "./support/desk-page.ts";
import { openStory, storyNamed } from "./support/open-story.ts";
import { startDemo } from "./support/start-demo.ts";
import { serveStories, type StoryServer } from "./support/stories.ts";

let server: StoryServer;
test.beforeAll(async () => { server = await serveStories(); });
test.afterAll(() => server.close());

test("axe finds nothing serious on the real window, from the first screen to a typed file", async ({ page }) => {
  const demo = await startDemo();
  try {
    const address = await demo.appUrl();
    await page.goto(address);
    await expect(page.locator(".demo-person").first()).toBeVisible();
    expect(await axeIssues(page)).toEqual([]);
    await signInByKeyboard(page, new URL(address).origin, "Soizic Essai");
    expect(await axeIssues(page)).toEqual([]);
    await newFile(page);
    await typeFile(page, typed);
    expect(await axeIssues(page)).toEqual([]);
  } finally {
    await demo.stop();
  }
});

test("at 200 % on a low screen the verdict and the one action stay in sight, and a dialog keeps its decision there", async ({ page }) => {
  await page.setViewportSize({ width: 640, height: 360 });
  for (const name of ["file-ready", "file-refused", "file-conflict", "file-incomplete"]) {
    await openStory(page, server, storyNamed(name), { language: "fr", theme: "light" });
    for (const part of [".verdict-head h2", ".verdict-top .button", ".verdict-foot .button"]) await expect.soft(page.locator(part), `${name} ${part}`).toBeInViewport({ ratio: 1 });
  }
  await openStory(page, server, storyNamed("file-ready"), { language: "fr", theme: "light" });
  await page.keyboard.press("Control+Enter");
  await expect(page.locator("dialog .button.main")).toBeInViewport({ ratio: 1 });
});
