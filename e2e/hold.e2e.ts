import { expect, test, type Page } from "@playwright/test";
import { words } from "../shared/i18n/texts.ts";
import { axeIssues } from "./support/axe-issues.ts";
import { serveStories, type StoryServer } from "./support/stories.ts";

const { t } = words.fr;
let stories: StoryServer;
test.beforeAll(async () => { stories = await serveStories(); });
test.afterAll(() => stories.close());

const openAs = async (page: Page, story: string): Promise<void> =>
  void (await page.goto(stories.url({ name: story, story, place: "#/files/all/0190c0de-0000-7000-8000-000000000007" }, { language: "fr", theme: "light" })));
const said = (page: Page, sentence: string) => page.getByRole("dialog").locator(".note", { hasText: sentence });

test("[ER6] a manager sees that a file is held, and confirms by keyboard what a colleague asked; her own request waits for another", async ({ page }) => {
  await openAs(page, "holds");
  await expect(page.locator(".hold-mark")).toContainText(`${t("hold.reason.litigation")}, ${t("hold.reason.control")}`);
  await page.getByRole("button", { name: t("hold.open") }).press("Enter");
  const sheet = page.getByRole("dialog");
  await expect(sheet).toContainText("Alix Témoin demande la levée.");
  expect(await axeIssues(page)).toEqual([]);
  await sheet.getByRole("button", { name: new RegExp(`^${t("hold.confirm")}`) }).press("Enter");
  await expect(said(page, t("hold.said.lifted"))).toBeVisible();
  await sheet.getByRole("button", { name: new RegExp(`^${t("hold.lift")}`) }).press("Enter");
  await expect(said(page, "La demande est conservée")).toBeVisible();
  await expect(sheet.getByRole("button", { name: new RegExp(`^${t("hold.confirm")}`) })).toHaveCount(0);
  await sheet.getByRole("button", { name: new RegExp(`^${t("hold.withdraw")}`) }).press("Enter");
  await expect(said(page, t("hold.said.withdrawn"))).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.locator(".hold-mark")).toHaveText(new RegExp(`${t("hold.reason.control")}$`));
});

test("[ER6] a file is held for a reason, chosen among those it is not held for", async ({ page }) => {
  await openAs(page, "manager-none");
  await expect(page.locator(".hold-mark")).toHaveCount(0);
  await page.getByRole("button", { name: t("hold.open") }).press("Enter");
  const sheet = page.getByRole("dialog");
  await expect(sheet).toContainText(t("hold.none"));
  await sheet.getByLabel(t("hold.reason.criminal")).check();
  await sheet.getByRole("button", { name: t("hold.set") }).press("Enter");
  await expect(said(page, t("hold.said.set"))).toBeVisible();
  await expect(sheet.getByRole("radio", { name: t("hold.reason.criminal") })).toHaveCount(0);
  expect(await axeIssues(page)).toEqual([]);
});

test("[ER6] away from the centre it says so, and an advisor has no such thing", async ({ page }) => {
  await openAs(page, "holds-away");
  await page.getByRole("button", { name: t("hold.open") }).press("Enter");
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText("G5004");
  await openAs(page, "desk");
  await expect(page.locator(".file-pane, .withdraw").first()).toBeVisible();
  await expect(page.getByRole("button", { name: t("hold.open") })).toHaveCount(0);
});
