import { expect, test, type Page } from "@playwright/test";
import { words } from "../shared/i18n/texts.ts";
import { axeIssues } from "./support/axe-issues.ts";
import { serveStories, type StoryServer } from "./support/stories.ts";

const { t, count } = words.fr;
let stories: StoryServer;
test.beforeAll(async () => { stories = await serveStories(); });
test.afterAll(() => stories.close());

const openAs = async (page: Page, story: string): Promise<void> => void (await page.goto(stories.url({ name: story, story, place: "#/administration/releases" }, { language: "fr", theme: "light" })));
const part = (page: Page) => page.getByRole("region", { name: t("releases.title") });

test("[RE5] an administrator reads what each channel offers, to how many workstations, who runs what and who waits", async ({ page }) => {
  await openAs(page, "releases");
  await expect(part(page).locator(".release-channel")).toHaveCount(2);
  await expect(part(page)).toContainText("1.4.0");
  await expect(part(page)).toContainText(t("releases.reached", { n: 112, of: 112 }));
  await expect(part(page)).toContainText(t("releases.is.not-heard"));
  await expect(part(page).getByRole("row", { name: /Agence des Halles/ })).toContainText("60");
  await part(page).getByText(t("releases.held"), { exact: false }).first().press("Enter");
  await expect(part(page).locator(".device-line").last()).toContainText(t("releases.is.centre-older"));
  await expect(part(page)).toContainText(count("releases.held.more", 41));
  expect(await axeIssues(page)).toEqual([]);
  await openAs(page, "releases-none");
  await expect(part(page)).toContainText(t("releases.none"));
  await openAs(page, "releases-away");
  await expect(part(page).locator(".note")).toContainText("G5004");
});

test("[RE1] [RE2] by keyboard she chooses whom her bank holds back, sees how many workstations that reaches, and that a second person is needed", async ({ page }) => {
  await openAs(page, "releases");
  await part(page).getByRole("button", { name: t("releases.decide") }).press("Enter");
  const sheet = page.getByRole("dialog");
  await expect(sheet).toContainText(t("policy.same"));
  const upTo = sheet.getByLabel(t("releases.upTo"));
  await upTo.fill("1.4");
  await expect(sheet).toContainText(t("releases.upTo.wrong"));
  await expect(sheet.getByRole("button", { name: t("policy.propose") })).toHaveAttribute("aria-disabled", "true");
  expect(await axeIssues(page)).toEqual([]);
  await upTo.fill("");
  await sheet.getByLabel(/Agence du Port/).press("Space");
  await sheet.getByLabel(t("releases.share")).fill("25");
  await expect(sheet.getByRole("status")).toContainText(t("releases.preview", { version: "1.4.0", n: 28, of: 112 }));
  await expect(sheet.locator(".policy-changes")).toContainText("1 agence d’abord · 25 % des autres postes");
  await sheet.getByLabel(t("releases.halted.yes")).check();
  await expect(sheet.getByRole("status")).toContainText(t("releases.preview", { version: "1.4.0", n: 0, of: 112 }));
  await sheet.getByLabel(t("releases.share")).press("Enter");
  await expect(sheet).toBeHidden();
  await expect(part(page).locator(".note", { hasText: t("policy.said.proposed") })).toBeVisible();
  await expect(part(page)).toContainText(t("releases.decide.waits"));
});

test("[RE1] of two thousand branches a screenful is shown; a search finds the others, and what was ticked stays in sight", async ({ page }) => {
  await openAs(page, "releases-large");
  await expect(part(page)).toContainText(count("branches.more", 1_942));
  const find = part(page).getByLabel(t("branches.search"));
  await find.fill("fictive 1987");
  await expect(part(page).getByRole("row", { name: /Agence fictive/ })).toHaveCount(1);
  await part(page).getByRole("button", { name: t("releases.decide") }).press("Enter");
  const sheet = page.getByRole("dialog");
  await expect(sheet.getByRole("checkbox")).toHaveCount(60);
  await sheet.getByLabel(t("branches.search")).fill("1500");
  await sheet.getByLabel(/Agence fictive 1500/).press("Space");
  await sheet.getByLabel(t("branches.search")).press("Enter");
  await expect(sheet).toBeVisible();
  await sheet.getByLabel(t("branches.search")).fill("");
  await expect(sheet.getByRole("checkbox").first()).toBeChecked();
  await expect(sheet.getByRole("checkbox")).toHaveCount(61);
  await expect(sheet.locator(".policy-changes")).toContainText(t("policy.releases.first.one"));
  expect(await axeIssues(page)).toEqual([]);
});
