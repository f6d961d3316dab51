import { expect, test, type Page } from "@playwright/test";
import { axeIssues } from "./support/axe-issues.ts";
import { openStory, storyNamed } from "./support/open-story.ts";
import { serveStories, type StoryServer } from "./support/stories.ts";

let server: StoryServer;
test.beforeAll(async () => { server = await serveStories(); });
test.afterAll(() => server.close());
const look = { language: "fr", theme: "light" } as const;
const dialog = (page: Page) => page.getByRole("dialog", { name: "Mise à jour de Guichet" });

test("an update that is ready is found and installed with the keyboard alone", async ({ page }) => {
  await openStory(page, server, { name: "ready", story: "ready" }, look);
  await expect(page.locator(".update-line")).toHaveText("Version 1.5.0 prête");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("mise à jour");
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toContainText("téléchargée et vérifiée");
  await expect(dialog(page)).toContainText("Le calcul de la prime suit le barème de mai.");
  const install = dialog(page).getByRole("button", { name: "Installer maintenant" });
  for (let i = 0; i < 5 && !(await install.evaluate((button) => button === document.activeElement)); i += 1) await page.keyboard.press("Tab");
  await expect(install).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toContainText("se rouvre de lui-même");
  await expect(install).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toHaveCount(0);
});

test("an open file holds the update back, and says so", async ({ page }) => {
  await openStory(page, server, { ...storyNamed("file-ready"), story: "ready" }, look);
  await page.locator(".update-line").click();
  await dialog(page).getByRole("button", { name: "Installer maintenant" }).click();
  await expect(dialog(page).getByRole("status")).toContainText("un dossier est ouvert");
  await expect(page.locator(".update-line")).toHaveText("Version 1.5.0 prête");
});

test("where IT brings it there is nothing to press; a mandatory one asks for attention", async ({ page }) => {
  await openStory(page, server, { name: "announced", story: "announced" }, look);
  await page.locator(".update-line").click();
  await expect(dialog(page)).toContainText("Votre service informatique l’installera");
  await expect(dialog(page).getByRole("button", { name: "Installer maintenant" })).toHaveCount(0);
  await openStory(page, server, { name: "mandatory", story: "mandatory" }, { language: "en", theme: "light" });
  await expect(page.locator(".update-line.attend")).toHaveText("Mandatory update: 2.0.0");
});

test("nothing is said where there is no update", async ({ page }) => {
  await openStory(page, server, storyNamed("today"), look);
  await expect(page.locator(".status-line")).toBeVisible();
  await expect(page.locator(".update-line")).toHaveCount(0);
});

for (const theme of ["light", "dark", "contrast"] as const) {
  test(`axe finds nothing on the update's line and panel, ${theme}`, async ({ page }) => {
    for (const name of ["update-announced", "update-ready", "update-mandatory"]) {
      await openStory(page, server, storyNamed(name), { language: "fr", theme });
      expect.soft(await axeIssues(page), name).toEqual([]);
    }
  });
}

test("at 320 px the line and the panel read in one column", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  for (const name of ["update-announced", "update-ready", "update-mandatory"]) {
    await openStory(page, server, storyNamed(name), look);
    expect.soft(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), name).toBeLessThanOrEqual(0);
  }
});
