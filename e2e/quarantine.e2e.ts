import { expect, test, type Page } from "@playwright/test";
import { words } from "../shared/i18n/texts.ts";
import { axeIssues } from "./support/axe-issues.ts";
import { serveStories, type StoryServer } from "./support/stories.ts";

const { t, count } = words.fr;
let stories: StoryServer;
test.beforeAll(async () => { stories = await serveStories(); });
test.afterAll(() => stories.close());

const openAs = async (page: Page, story: string, place: string): Promise<void> =>
  void (await page.goto(stories.url({ name: story, story, place }, { language: "fr", theme: "light" })));
const look = (page: Page, name: string) => page.getByRole("button", { name: new RegExp(`^${t("quarantine.look").replace("…", ".")} ${name}`) });

test("[QU2] a manager is told at home, and by keyboard looks at what waits and accepts it", async ({ page }) => {
  await openAs(page, "manager", "#/today");
  await page.getByRole("button", { name: `${t("frame.more")}${t("frame.colon")}${t("quarantine.title")}` }).press("Enter");
  await expect(page.getByRole("heading", { name: t("quarantine.title") })).toBeVisible();
  await look(page, "Ronan Gabarit").press("Enter");
  const sheet = page.getByRole("dialog");
  await expect(sheet).toContainText("Biscuiterie des Abers");
  await expect(sheet).toContainText(/120\s000/);
  await expect(sheet).toContainText(count("quarantine.unread", 1));
  expect(await axeIssues(page)).toEqual([]);
  await sheet.getByRole("button", { name: count("quarantine.accept", 3) }).press("Enter");
  await expect(sheet).toBeHidden();
  await expect(page.locator(".note", { hasText: count("quarantine.saidAccepted", 2) })).toContainText(count("quarantine.saidNotTaken", 1));
});

test("[QU4] turning down is asked twice and may be thought over; nobody decides her own", async ({ page }) => {
  await openAs(page, "manager", "#/administration/quarantine");
  await look(page, "Ronan Gabarit").press("Enter");
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("button", { name: t("quarantine.reject"), exact: true }).press("Enter");
  await expect(sheet).toContainText(t("quarantine.reject.lost"));
  expect(await axeIssues(page)).toEqual([]);
  await sheet.getByRole("button", { name: t("quarantine.cancel") }).press("Enter");
  await sheet.getByRole("button", { name: t("quarantine.reject"), exact: true }).press("Enter");
  await sheet.getByRole("button", { name: count("quarantine.reject.confirm", 3) }).press("Enter");
  await expect(page.locator(".note", { hasText: t("quarantine.saidRejected") })).toBeVisible();
  await look(page, "Maud").press("Enter");
  await expect(sheet).toContainText(t("quarantine.mine"));
  await expect(sheet.getByRole("button", { name: /Prendre|Écarter/ })).toHaveCount(0);
});

test("[QU5] who comes second is told so, and nothing is lost", async ({ page }) => {
  await openAs(page, "manager-late", "#/administration/quarantine");
  await look(page, "Ronan Gabarit").press("Enter");
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("button", { name: count("quarantine.accept", 3) }).press("Enter");
  await expect(sheet).toContainText(t("G8014.happened"));
  await page.keyboard.press("Escape");
  await expect(look(page, "Ronan Gabarit")).toBeFocused();
});
