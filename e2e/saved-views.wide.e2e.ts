import { expect, test, type Page } from "@playwright/test";
import { words } from "../shared/i18n/texts.ts";
import { signInByKeyboard } from "./support/desk-page.ts";
import { tabTo } from "./support/keyboard.ts";
import { openStory, storyNamed } from "./support/open-story.ts";
import { startDemo } from "./support/start-demo.ts";
import { serveStories } from "./support/stories.ts";

const { t } = words.fr;
const shown = (page: Page) => page.getByRole("navigation", { name: t("views.title") });

test("a view is named, kept over a reload, opened from the palette, renamed and removed, by keyboard alone", async ({ page }) => {
  const demo = await startDemo();
  try {
    await signInByKeyboard(page, await demo.appUrl(), "Maëlle Exemple");
    await page.keyboard.press("/");
    await page.keyboard.type("garage");
    await tabTo(page, "select", t("list.sort.amount"));
    await page.keyboard.type("Montant");
    await tabTo(page, ".saved-view.manage");
    await page.keyboard.press("Enter");
    await tabTo(page, "dialog .view-name input");
    await page.keyboard.press("Enter");
    await expect(page.getByText(t("views.fault.empty"))).toBeVisible();
    await page.keyboard.type("Garages a relancer");
    await page.keyboard.press("Enter");
    await expect(page.getByText(t("views.saved", { name: "Garages a relancer" }))).toBeVisible();
    await page.keyboard.type("garages A RELANCER");
    await page.keyboard.press("Enter");
    await expect(page.getByText(t("views.fault.taken"))).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.locator(".saved-view.manage")).toBeFocused();
    await expect(shown(page).getByRole("button", { name: "Garages a relancer" })).toHaveAttribute("aria-current", "true");

    await page.reload();
    await expect(shown(page).getByRole("button", { name: "Garages a relancer" })).toBeVisible();
    await page.keyboard.press("Control+k");
    await page.keyboard.type("garages a rel");
    await expect(page.getByRole("option", { name: t("views.palette", { name: "Garages a relancer" }) })).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(page.locator("[data-search]")).toHaveValue("garage");
    await expect(page.locator(".list-choose select").last()).toHaveValue("amount");

    await tabTo(page, ".saved-view.manage");
    await page.keyboard.press("Enter");
    await tabTo(page, "dialog .views-kept button", t("views.rename.short"));
    await page.keyboard.press("Enter");
    await tabTo(page, "dialog .views-kept input");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("Garages");
    await page.keyboard.press("Enter");
    await expect(page.getByText(t("views.renamed", { name: "Garages" }))).toBeVisible();
    await tabTo(page, "dialog .views-kept button", t("views.remove.short"));
    await page.keyboard.press("Enter");
    await expect(page.getByText(t("views.removed", { name: "Garages" }))).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(shown(page).getByRole("button", { name: "Garages" })).toHaveCount(0);
  } finally {
    await demo.stop();
  }
});

test("in English a click opens a view", async ({ page }) => {
  const server = await serveStories();
  try {
    await openStory(page, server, storyNamed("list-views"), { language: "en", theme: "light" });
    await page.getByRole("navigation", { name: words.en.t("views.title") }).getByRole("button", { name: "Garages à relancer" }).click();
    await expect(page.locator("[data-search]")).toHaveValue("garage");
    await expect(page.locator(".saved-view[aria-current]")).toHaveText("Garages à relancer");
  } finally {
    server.close();
  }
});
