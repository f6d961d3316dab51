import { expect, test, type Page } from "@playwright/test";
import { words } from "../shared/i18n/texts.ts";
import { axeIssues } from "./support/axe-issues.ts";
import { serveStories, type StoryServer } from "./support/stories.ts";

const { t } = words.fr;
let stories: StoryServer;
test.beforeAll(async () => { stories = await serveStories(); });
test.afterAll(() => stories.close());

const openAs = async (page: Page, story: string): Promise<void> => void (await page.goto(stories.url({ name: story, story, place: "#/administration/rules" }, { language: "fr", theme: "light" })));
const part = (page: Page) => page.getByRole("region", { name: t("policy.title") });

test("[PO2] an administrator proposes other rules by keyboard, sees what they change, and is told that a second person is needed", async ({ page }) => {
  await openAs(page, "policy");
  await expect(part(page)).toContainText("Alix Témoin");
  expect(await axeIssues(page)).toEqual([]);
  await part(page).getByRole("button", { name: t("policy.change") }).press("Enter");
  const sheet = page.getByRole("dialog");
  await expect(sheet).toContainText(t("policy.same"));
  await sheet.getByLabel(t("policy.unlock.both")).check();
  const days = sheet.getByLabel(t("policy.rule.graceDays"));
  await days.fill("400");
  await expect(sheet).toContainText("de 1 à 365, ou rien");
  await expect(sheet.getByRole("button", { name: t("policy.propose") })).toHaveAttribute("aria-disabled", "true");
  expect(await axeIssues(page)).toEqual([]);
  await days.fill("7");
  await expect(sheet.locator(".policy-changes")).toContainText("7 jours");
  const choice = sheet.getByLabel(t("policy.declaration.choose"));
  await choice.setInputFiles({ name: "agreement.json", mimeType: "application/json", buffer: Buffer.from("{}") });
  await expect(sheet.getByRole("group", { name: t("policy.rule.declaration") })).toContainText("G9595");
  await choice.setInputFiles({ name: "agreement.json", mimeType: "application/json", buffer: Buffer.from('{"columns":[]}') });
  await expect(sheet.locator(".policy-changes")).toContainText("NUMERO (number) | SIREN");
  await expect(sheet).not.toContainText("G9595");
  expect(await axeIssues(page)).toEqual([]);
  await days.press("Enter");
  await expect(sheet).toBeHidden();
  await expect(part(page).locator(".note", { hasText: t("policy.said.proposed") })).toBeVisible();
  await expect(part(page).getByRole("button", { name: t("policy.confirm") })).toHaveCount(0);
});

test("[PO2] the second one sees before and after, and confirms exactly that; what came before stays to be read", async ({ page }) => {
  await openAs(page, "policy-second");
  await expect(part(page).locator(".policy-changes").first()).toContainText(t("policy.unlock.passphrase"));
  expect(await axeIssues(page)).toEqual([]);
  await part(page).getByRole("button", { name: t("policy.confirm") }).press("Enter");
  await expect(part(page).locator(".note", { hasText: t("policy.said.confirmed") })).toBeVisible();
  await part(page).getByText(t("policy.history")).click();
  await expect(part(page).locator(".policy-history li")).toHaveCount(3);
  expect(await axeIssues(page)).toEqual([]);
});

test("[PO2] a proposal that another decision overtook can only be withdrawn; a refusal and an absent centre are told with their codes", async ({ page }) => {
  await openAs(page, "policy-stale");
  await expect(part(page)).toContainText(t("policy.stale"));
  await expect(part(page).getByRole("button", { name: t("policy.confirm") })).toHaveCount(0);
  await part(page).getByRole("button", { name: t("policy.withdraw") }).press("Enter");
  await expect(part(page).locator(".note", { hasText: t("policy.said.withdrawn") })).toBeVisible();
  await openAs(page, "policy-late");
  await part(page).getByRole("button", { name: t("policy.confirm") }).press("Enter");
  await expect(part(page).locator(".policy-asked")).toContainText("G9591");
  await openAs(page, "policy-away");
  await expect(part(page).locator(".note")).toContainText("G5004");
});
