import { expect, test, type Page } from "@playwright/test";
import { words } from "../shared/i18n/texts.ts";
import { tabTo } from "./support/keyboard.ts";
import { openStory, storyNamed } from "./support/open-story.ts";
import { serveStories, type StoryServer } from "./support/stories.ts";

const { t } = words.fr;
let server: StoryServer;
test.beforeAll(async () => { server = await serveStories(); });
test.afterAll(() => server.close());

const show = (page: Page, name: string): Promise<void> => openStory(page, server, storyNamed(name), { language: "fr", theme: "light" });
const panel = (page: Page) => page.getByRole("dialog");
const focusedId = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.id ?? "");

test("the first Tab offers to skip to the content, and the next one is in it", async ({ page }) => {
  await show(page, "today");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: t("frame.skip") });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport({ ratio: 1 });
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.querySelector("main")?.contains(document.activeElement))).toBe(true);
});

test("every panel opens by keyboard, closes by Escape, and gives the focus back to what had it", async ({ page }) => {
  await show(page, "list");
  const opened = [
    { from: ".sync-pill", keys: "Enter", title: t("sync.title") }, { from: ".banner-button", keys: "Enter", title: t("frame.demo.change") },
    { from: ".list-title .icon-button[aria-haspopup]", keys: "Enter", title: t("export.title") }, { from: ".line-button", keys: "Enter", title: t("palette.title") },
    { from: "[data-file-list] button", keys: "?", title: t("keys.title") }, { from: "[data-search]", keys: "Control+k", title: t("palette.title") },
  ];
  for (const { from, keys, title } of opened) {
    await tabTo(page, from);
    const before = await page.evaluateHandle(() => document.activeElement);
    await page.keyboard.press(keys);
    await expect(page.getByRole("dialog", { name: title })).toBeVisible();
    expect(await page.evaluate(() => document.querySelector("dialog")?.contains(document.activeElement)), title).toBe(true);
    await page.keyboard.press("Escape");
    await expect(panel(page)).toHaveCount(0);
    expect(await page.evaluate((held) => document.activeElement === held, before), title).toBe(true);
  }
  await show(page, "file-confirm");
  await expect(panel(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(panel(page)).toHaveCount(0);
});

test("the key that searches has the search under the next one, from any place: nothing typed at once is lost, or taken for an order", async ({ page }) => {
  for (const place of ["today", "settings"]) {
    await show(page, place);
    expect(await page.evaluate(() => {
      window.dispatchEvent(new KeyboardEvent("keydown", { key: "/", cancelable: true }));
      return document.activeElement?.matches("[data-search]");
    }), place).toBe(true);
    await page.keyboard.type("nk");
    await expect(page.locator("[data-search]")).toHaveValue("nk");
    await expect(page).toHaveURL(/#\/files\/all$/);
  }
});

test("the help lists every key, and single keys are switched off and on from it", async ({ page }) => {
  await show(page, "today");
  await page.keyboard.press("?");
  for (const key of ["palette", "new", "search", "move", "open", "next", "submit", "seal", "back", "help", "escape"] as const) await expect(panel(page).getByText(t(`keys.${key}`), { exact: true })).toBeVisible();
  await tabTo(page, "dialog button", t("keys.turnOff"));
  await page.keyboard.press("Enter");
  await expect(panel(page)).toContainText(t("keys.off"));
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await page.keyboard.press("n");
  await expect(panel(page)).toHaveCount(0);
  expect(new URL(page.url()).hash).not.toContain("/files/");
  await tabTo(page, ".line-button", t("frame.allKeys"));
  await page.keyboard.press("Enter");
  await tabTo(page, "dialog button", t("keys.turnOn"));
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(panel(page)).toBeVisible();
});

test("Tab goes through every control of the whole form in its order, out of it, and back", async ({ page }) => {
  await show(page, "file-incomplete");
  // One stop a group of choices, as a keyboard meets them.
  const wanted = await page.evaluate(() => [...document.querySelectorAll<HTMLElement>(".file-form :is(input, select, textarea)")]
    .filter((control) => !(control instanceof HTMLInputElement && control.type === "radio") || control.id !== "").map((control) => control.id).filter((id) => id !== ""));
  expect(wanted.length).toBeGreaterThan(35);
  await tabTo(page, "#field-siren");
  const met: string[] = [];
  for (let i = 0; i < 200 && !(await page.evaluate(() => document.activeElement?.closest(".verdict-pane") !== null)); i += 1) {
    const group = await page.evaluate(() => (document.activeElement instanceof HTMLInputElement && document.activeElement.type === "radio" ? document.activeElement.name : (document.activeElement?.id ?? "")));
    if (wanted.includes(group) && met.at(-1) !== group) met.push(group);
    await page.keyboard.press("Tab");
  }
  expect(met).toEqual(wanted);
  await tabTo(page, ".verdict-foot .button");
  for (let i = 0; i < 200 && (await focusedId(page)) !== "field-siren"; i += 1) await page.keyboard.press("Shift+Tab");
  expect(await focusedId(page)).toBe("field-siren");
});

test("F2 and the summary lead to what is missing; a step that takes the focus away puts it on the new place", async ({ page }) => {
  await show(page, "file-incomplete");
  await expect(page.locator(".summary")).toBeFocused();
  await page.keyboard.press("F2");
  await expect(page.locator("#field-exposureAtGrant")).toBeFocused();
  await page.keyboard.press("F2");
  await expect(page.locator("#field-swornOn")).toBeFocused();
  await show(page, "today");
  await tabTo(page, ".today-files button");
  await page.keyboard.press("Enter");
  await expect(page.locator(".file-head h1")).toBeVisible();
  await expect(page.getByRole("main")).toBeFocused();
});

test("what could not be saved is told with what to do, and stays in sight however far one goes on", async ({ page }) => {
  await show(page, "file-not-saved");
  const told = page.getByRole("alert");
  for (const part of ["happened", "work", "todo"] as const) await expect(told).toContainText(t(`G1005.${part}`));
  await tabTo(page, "#field-signatoryName");
  await expect(told).toBeInViewport({ ratio: 1 });
  await expect(page.locator("#field-signatoryName")).toBeInViewport({ ratio: 1 });
  // Nothing that is not on disk is sent.
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: t("file.submit.confirm") }).press("Enter");
  await expect(panel(page)).toHaveCount(0);
  await expect(page.locator(".registered")).toHaveCount(0);
  await expect(told).toBeVisible();
});

test("a hundred thousand files are announced as such: each row says its place, the arrows and End go there", async ({ page }) => {
  await show(page, "list-100000");
  const places = (): Promise<readonly (readonly [string | null, string | null])[]> => page.getByRole("list", { name: t("list.title") }).getByRole("listitem").evaluateAll((rows) => rows.map((row) => [row.getAttribute("aria-posinset"), row.getAttribute("aria-setsize")] as const));
  const first = await places();
  expect(first.length).toBeLessThan(60);
  expect(first).toEqual(first.map((_, i) => [String(i + 1), "100000"]));
  await tabTo(page, "[data-file-list] button");
  await expect(page.locator("[data-index='0'] button")).toBeFocused();
  await expect(page.locator("[data-index='0'] button")).toHaveAccessibleName(/^Boulangerie de la Rade 15\s000\s€ À compléter/);
  await page.keyboard.press("ArrowDown");
  await expect(page.locator("[data-index='1'] button")).toBeFocused();
  await page.keyboard.press("End");
  await expect(page.locator("[data-index='99999'] button")).toBeFocused();
  await expect(page.locator("[data-index='99999']")).toHaveAttribute("aria-posinset", "100000");
  await page.keyboard.press("k");
  await expect(page.locator("[data-index='99998'] button")).toBeFocused();
  await page.keyboard.press("Home");
  await expect(page.locator("[data-index='0'] button")).toBeFocused();
  // From anywhere else, J comes back to where one was; from the search, the arrow goes to the first that it found.
  await page.keyboard.press("ArrowDown");
  await tabTo(page, ".sync-pill");
  await page.keyboard.press("j");
  await expect(page.locator("[data-index='1'] button")).toBeFocused();
  await page.keyboard.press("/");
  await page.keyboard.type("garage");
  await expect(page.locator(".list-title output")).not.toContainText("100");
  await page.keyboard.press("ArrowDown");
  await expect(page.locator("[data-index='0'] button")).toBeFocused();
  // One stop for the whole list: the next Tab leaves it.
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.closest("[data-file-list]"))).toBe(null);
});

test("the list is entered at the open file", async ({ page }) => {
  await show(page, "file-ready");
  await tabTo(page, "[data-file-list] button");
  await expect(page.locator(".file-line[aria-current]")).toBeFocused();
});
