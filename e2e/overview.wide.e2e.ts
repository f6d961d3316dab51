import { readFileSync } from "node:fs";
import { expect, test, type Page } from "@playwright/test";
import { words, type Words } from "../shared/i18n/texts.ts";
import { axeIssues } from "./support/axe-issues.ts";
import { newFile, signInByKeyboard, typed, typeFile } from "./support/desk-page.ts";
import { tabTo } from "./support/keyboard.ts";
import { startDemo, type Demo } from "./support/start-demo.ts";

test.describe.configure({ mode: "serial" });
let demo: Demo;
let page: Page;
const said: string[] = [];
test.beforeAll(async ({ browser }) => {
  demo = await startDemo();
  page = await (await browser.newContext({ acceptDownloads: true })).newPage();
  page.on("console", (message) => void (message.type() === "error" && said.push(message.text())));
  await signInByKeyboard(page, await demo.appUrl(), "Maëlle Exemple");
});
test.afterAll(async () => { await page.close(); await demo.stop(); });

const order = async (name: string): Promise<void> => {
  await page.keyboard.press("Control+k");
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
};
const row = ({ t }: Words, table: Parameters<Words["t"]>[0], name: string | RegExp) => page.getByRole("table", { name: t(table as "overview.states") }).getByRole("row", { name });
/** Of a row: its cells after the first. */
const cells = async (line: ReturnType<typeof row>): Promise<readonly string[]> => await line.getByRole("cell").allTextContents();
const viewDay = async (): Promise<void> => {
  await tabTo(page, ".choices input:checked");
  await page.keyboard.press("ArrowRight");
};

test("figures follow the desk: a file is typed, gets its number, and is in its week, sector and size", async () => {
  const french = words.fr;
  await newFile(page);
  await typeFile(page, typed);
  await order(french.t("overview.title"));
  await expect(page.getByRole("heading", { name: french.t("overview.title"), level: 1 })).toBeVisible();
  const ready = row(french, "overview.states", new RegExp(`^${french.t("status.ready")}`));
  await expect(ready).toBeVisible(); // counted after the heading is there
  const before = await cells(ready);
  expect(before.slice(0, 3)).toEqual(["1", expect.stringContaining("€"), "0"]);
  await page.goBack();
  await expect(page.locator("#field-siren")).not.toHaveValue("");
  await page.keyboard.press("Control+Enter");
  await tabTo(page, "dialog .button.main");
  await page.keyboard.press("Enter");
  await expect(page.locator(".registered .number")).toHaveText(/^1-/, { timeout: 30_000 });
  await order(french.t("overview.title"));
  const registered = row(french, "overview.states", new RegExp(`^${french.t("status.registered")}`));
  await expect(registered.getByRole("cell").nth(2)).toHaveText("1");
  // Asked for and registered, to the cent; nothing was paid out.
  const [, requested, , amount, disbursed, paid] = await cells(registered);
  expect([amount, disbursed, paid]).toEqual([requested, "0", french.format.amount(0)]);
  await expect(page.getByRole("table", { name: french.t("overview.weeks") }).getByRole("row")).toHaveCount(2);
  expect(await axeIssues(page)).toEqual([]);
});

test("the end of the day is proved against the centre, taken out, and stays as a local account without network", async () => {
  const french = words.fr;
  const { t } = french;
  await viewDay();
  const line = row(french, "overview.day.account", t("overview.day.registered"));
  await expect(line.getByRole("cell").first()).toHaveText("1");
  await expect(page.getByRole("table", { name: t("overview.day.list") })).toContainText(t("overview.day.receipt.right"));
  await tabTo(page, ".overview-asked .button.main");
  await page.keyboard.press("Enter");
  await expect(page.locator(".note.done")).toHaveText(/^Ce poste et le centre tiennent les mêmes/, { timeout: 30_000 });
  expect(await axeIssues(page)).toEqual([]);

  const download = page.waitForEvent("download");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^fin-de-journee-2020-\d\d-\d\d\.csv$/);
  const text = readFileSync(await file.path(), "utf8");
  expect(text).toMatch(/\r\nEnregistrement;1-[^;]+;\d{9};[^;]+;1;[\d,]+;/);
  expect(text).toMatch(/\r\nEnregistrés ce jour;;;;1;[\d,]+\r\n/);

  demo.cutNetwork();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(page.locator(".note.attend")).toContainText(t("overview.day.local"), { timeout: 60_000 });
  await expect(page.locator(".note.attend")).toContainText("G5004");
  await expect(line.getByRole("cell").first()).toHaveText("1");
  demo.restoreNetwork();
});

test("in English the same is there", async () => {
  const english = words.en;
  await order("English");
  await expect(page.getByRole("heading", { name: english.t("overview.title"), level: 1 })).toBeVisible();
  await tabTo(page, ".choices input:checked");
  await page.keyboard.press("ArrowLeft");
  await expect(row(english, "overview.states", new RegExp(`^${english.t("status.registered")}`)).getByRole("cell").first()).toHaveText("1");
  await viewDay();
  await expect(row(english, "overview.day.account", english.t("overview.day.registered")).getByRole("cell").first()).toHaveText("1");
  expect(await axeIssues(page)).toEqual([]);
  expect(said.filter((text) => !/Failed to load resource/.test(text))).toEqual([]);
});

test("who leads several branches reads them by region, and chooses one by keyboard", async ({ browser }) => {
  const { t, format } = words.fr;
  const other = await demo.addApp();
  const leader = await (await browser.newContext()).newPage();
  await signInByKeyboard(leader, await other.address(), "Gwenola Maquette");
  await expect(leader.locator(".sync-pill")).toContainText("À jour", { timeout: 30_000 });
  await leader.keyboard.press("Control+k");
  await leader.keyboard.type(t("overview.title"));
  await leader.keyboard.press("Enter");
  const regions = leader.getByRole("table", { name: t("overview.regions") });
  await expect(regions.getByRole("row", { name: /^Bretagne Est/ }).getByRole("cell").first()).toHaveText("1");
  await tabTo(leader, "select");
  await leader.keyboard.type("Bretagne O");
  await expect(leader.getByRole("heading", { name: t("overview.empty.title") })).toBeVisible();
  await leader.waitForTimeout(1_500); // letters typed within a second are one word
  await leader.keyboard.type("Toutes");
  await expect(regions.getByRole("row", { name: /^Bretagne Est/ }).getByRole("cell").nth(1)).toHaveText(format.amount(25_000_000));
  expect(await axeIssues(leader)).toEqual([]);
  await leader.context().close();
});
