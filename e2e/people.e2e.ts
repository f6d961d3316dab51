import { expect, test, type Page } from "@playwright/test";
import { words } from "../shared/i18n/texts.ts";
import { axeIssues } from "./support/axe-issues.ts";
import { serveStories, type StoryServer } from "./support/stories.ts";

const { t, count } = words.fr;
let stories: StoryServer;
test.beforeAll(async () => { stories = await serveStories(); });
test.afterAll(() => stories.close());

const openAs = async (page: Page, story: string): Promise<void> => void (await page.goto(stories.url({ name: story, story, place: "#/administration/people" }, { language: "fr", theme: "light" })));
const part = (page: Page) => page.getByRole("region", { name: t("people.title") });
const change = (page: Page, name: string) => part(page).getByRole("button", { name: `${t("people.change")} ${name}` });

test("[RE10] an administrator finds people of her bank by name, branch, role and standing, and takes the directory out as a file", async ({ page }) => {
  await openAs(page, "people");
  await expect(part(page)).toContainText(count("people.count", 5));
  expect(await axeIssues(page)).toEqual([]);
  await part(page).getByLabel(t("people.search")).fill("halles");
  await expect(part(page).locator(".device-line")).toHaveCount(1);
  await part(page).getByLabel(t("people.search")).fill("");
  await part(page).getByLabel(t("people.show"), { exact: true }).selectOption("gone");
  await expect(part(page).locator(".device-line")).toContainText("Noé Fictif");
  await part(page).getByLabel(t("people.role"), { exact: true }).selectOption("auditor");
  await expect(part(page)).toContainText(t("people.none.match"));
  await expect(change(page, "Hélène Fictive")).toHaveCount(0);
  const taken = page.waitForEvent("download");
  await part(page).getByRole("button", { name: t("people.export") }).press("Enter");
  expect((await taken).suggestedFilename()).toBe("annuaire.csv");
});

test("[RE11] by keyboard she gives a role, which waits for a second administrator; takes a branch away at once; and confirms what another asked for", async ({ page }) => {
  await openAs(page, "people");
  await change(page, "Camille Épreuve").press("Enter");
  const sheet = page.getByRole("dialog");
  await expect(sheet).toContainText(t("people.panel.same"));
  await expect(sheet.getByRole("button", { name: t("people.decide.one") })).toHaveAttribute("aria-disabled", "true");
  await sheet.getByLabel(t("people.column.role")).selectOption("supervisor");
  await expect(sheet).toContainText(t("people.panel.two"));
  await expect(sheet.locator(".policy-changes")).toContainText("Direction régionale");
  expect(await axeIssues(page)).toEqual([]);
  await sheet.getByRole("button", { name: t("people.decide.two") }).press("Enter");
  await expect(part(page).locator(".note", { hasText: t("people.said.asked") })).toBeVisible();
  await change(page, "Camille Épreuve").press("Enter");
  await sheet.getByLabel("Agence du Port").press("Space");
  await expect(sheet).toContainText(t("people.panel.one"));
  await sheet.getByLabel(t("people.panel.inactive")).check();
  await expect(sheet).toContainText("confiez son portefeuille");
  await sheet.getByRole("button", { name: t("people.decide.one") }).press("Enter");
  await expect(part(page).locator(".note", { hasText: t("people.said.done") })).toBeVisible();
  await change(page, "Gwenola Maquette").press("Enter");
  await expect(sheet.locator(".note")).toContainText("Alix Témoin");
  await sheet.getByRole("button", { name: t("people.confirm") }).press("Enter");
  await expect(part(page).locator(".note", { hasText: t("people.said.done") })).toBeVisible();
});

test("[RE14] a branch is added; what the centre refuses, and its absence, are told with their codes", async ({ page }) => {
  await openAs(page, "people");
  await part(page).getByRole("button", { name: t("people.branch.add") }).press("Enter");
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel(t("people.branch.name")).fill("Agence neuve");
  await sheet.getByLabel(t("people.branch.region")).press("Enter");
  await expect(part(page).locator(".note", { hasText: t("people.said.branch") })).toBeVisible();
  await openAs(page, "people-late");
  await change(page, "Gwenola Maquette").press("Enter");
  await sheet.getByRole("button", { name: t("people.confirm") }).press("Enter");
  await expect(sheet).toContainText("G9634");
  await openAs(page, "people-away");
  await expect(part(page).locator(".note")).toContainText("G5004");
});
