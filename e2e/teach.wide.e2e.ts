import { expect, test, type Page } from "@playwright/test";
import { words } from "../shared/i18n/texts.ts";
import { signInByKeyboard } from "./support/desk-page.ts";
import { tabTo } from "./support/keyboard.ts";
import { startDemo, type Demo } from "./support/start-demo.ts";

const { t, count } = words.fr;
test.describe.configure({ mode: "serial" });
let demo: Demo;
let page: Page;
const said: string[] = [];
test.beforeAll(async ({ browser }) => {
  demo = await startDemo();
  page = await (await browser.newContext()).newPage();
  page.on("console", (message) => void (message.type() === "error" && said.push(message.text())));
  await signInByKeyboard(page, await demo.appUrl(), "Maëlle Exemple");
});
test.afterAll(async () => { await page.close(); await demo.stop(); });

const order = async (name: string): Promise<void> => {
  await page.keyboard.press("Control+k");
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
};
const field = (name: string) => page.locator(`#field-${name}`);
const told = () => page.locator(".undo-bar output");
const step = (name: string) => page.locator(`.guide-pane li[data-step='${name}']`);
const enter = async (values: { readonly [name: string]: string }): Promise<void> => {
  for (const [name, text] of Object.entries(values)) {
    await tabTo(page, `#field-${name}`);
    await page.keyboard.type(text);
  }
  await page.keyboard.press("Tab");
};

test("a guided file begins beside the real form, and its first step ticks itself when the company is there", async () => {
  await order(t("guide.start"));
  const guide = page.getByRole("complementary", { name: t("guide.title") });
  await expect(guide.getByRole("heading", { name: t("guide.title") })).toBeFocused();
  await expect(field("siren")).toHaveValue(/^001\s900\s000$/);
  await expect(page.getByRole("button", { name: t("undo.undo") })).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByRole("button", { name: t("undo.undo") })).toHaveAccessibleDescription(t("undo.none"));
  await tabTo(page, ".guide-pane .button", t("guide.company.fill"));
  await page.keyboard.press("Enter");
  await expect(field("legalName")).toHaveValue(/dossier guidé/);
  await expect(step("company")).toHaveClass("done");
});

test("Ctrl Z takes back the keys of a field that is being typed, then whole entries; what it did is said", async () => {
  await tabTo(page, "#field-tradeName");
  await page.keyboard.type("Le Fournil");
  await page.keyboard.press("Control+z");
  await expect(field("tradeName")).toHaveValue("");
  await expect(field("legalName")).toHaveValue(/dossier guidé/);
  await page.keyboard.press("Control+Shift+z");
  await expect(field("tradeName")).toHaveValue("Le Fournil");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Control+z");
  await expect(field("tradeName")).toHaveValue("");
  await expect(told()).toHaveText(t("undo.said.empty", { field: t("field.tradeName") }));
  // A field that nobody is typing in: the entry before goes back whole, from wherever the keyboard is.
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Control+z");
  await expect(field("legalName")).toHaveValue("");
  await expect(told()).toContainText(t("field.legalName"));
  await expect(step("company")).not.toHaveClass("done");
  await page.keyboard.press("Control+y");
  await expect(field("legalName")).toHaveValue(/dossier guidé/);
  await page.keyboard.press("Control+y");
  await expect(field("tradeName")).toHaveValue("Le Fournil");
  await expect(told()).toHaveText(t("undo.said.redo", { field: t("field.tradeName"), value: "Le Fournil" }));
  await expect(field("tradeName")).toBeFocused();
});

test("F1 tells of a field what to enter, where to find it and the text; Escape closes it, and the field keeps the focus", async () => {
  await tabTo(page, "#field-turnover2019");
  await page.keyboard.press("F1");
  const help = page.locator("#help-turnover2019");
  await expect(help).toContainText(t("help.field.turnover2019.where"));
  await expect(help).toContainText("Arrêté du 23 mars 2020 (ECOT2008090A), art. 5");
  await expect(page.getByRole("button", { name: t("help.of", { field: t("field.turnover2019") }) })).toHaveAttribute("aria-expanded", "true");
  await expect(field("turnover2019")).toBeFocused();
  await page.keyboard.type("1,9 M€");
  await page.keyboard.press("Escape");
  await expect(help).toHaveCount(0);
  await expect(field("turnover2019")).toBeFocused();
  await expect(field("turnover2019")).toHaveValue("1,9 M€");
  // Nothing that the sources do not say is told as law.
  await tabTo(page, "#field-receivedOn");
  await page.keyboard.press("F1");
  await expect(page.locator("#help-receivedOn .hypothesis")).toContainText(t("verdict.hypothesis"));
  await page.keyboard.press("Escape");
});

test("the guide goes on with what is really done, and its file cannot be sent", async () => {
  await enter({ scheme: "PGE classique", amount: "250 k€", foreseenGrantOn: "20/04/2020", totalYears: "6" });
  await expect(step("request")).toHaveClass("done");
  await tabTo(page, "#field-staffFrance");
  await page.keyboard.type("38");
  await enter({ turnover: "1 900 000" });
  await expect(step("figures")).toHaveClass("done");
  await tabTo(page, ".guide-pane li[data-step='verdict'] .button");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect(step("verdict")).toHaveClass("done");
  await page.keyboard.press("Control+Enter");
  await expect(page.locator(".summary.stop, .summary").first()).toContainText(t("fault.TRAINING_COMPANY"));
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(step("submit")).toHaveClass("done");
  await expect(page.locator(".summary").first()).toBeFocused();
});

test("the help is found by a key, answers a code without network, and Back is the file, as it was left", async () => {
  demo.cutNetwork();
  await page.keyboard.press("h");
  await expect(page.getByRole("textbox", { name: t("help.search") })).toBeFocused();
  await page.keyboard.type("g2002");
  await expect(page.locator(".help-find output")).toContainText(/réponse/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "G2002", exact: true })).toBeFocused();
  await expect(page.locator(".help-article")).toContainText(t("G2002.todo"));
  await page.keyboard.press("Alt+ArrowLeft");
  await expect(page.getByRole("heading", { name: "G2002", exact: true })).toHaveCount(0); // the browser goes back one step at a time
  await page.keyboard.press("Alt+ArrowLeft");
  await expect(field("tradeName")).toHaveValue("Le Fournil");
  for (const name of ["company", "figures", "request", "verdict", "submit"]) await expect(step(name), name).toHaveClass("done");
  demo.restoreNetwork();
});

test("the guide is put aside and taken up again from anywhere, in the same file, which one button removes", async () => {
  await tabTo(page, ".guide-head .button");
  await page.keyboard.press("Enter");
  await expect(page.locator(".guide-pane")).toHaveCount(0);
  await expect(page.locator(".notices")).toContainText(t("guide.training"));
  await order(t("frame.today"));
  await expect(page.getByRole("heading", { name: t("today.hello", { name: "Maëlle" }) })).toBeVisible();
  const before = await page.locator(".today-files li").count();
  await order(t("guide.start"));
  await expect(field("tradeName")).toHaveValue("Le Fournil");
  await tabTo(page, ".guide-pane .button", t("guide.remove"));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: t("today.hello", { name: "Maëlle" }) })).toBeVisible();
  await expect(page.locator(".today-files li")).toHaveCount(Math.max(0, before - 1));
});

test("going back and forth added to the history and rewrote none of it; in English the same is there", async () => {
  await order(t("frame.settings"));
  await tabTo(page, ".settings .button", t("settings.verify"));
  await page.keyboard.press("Enter");
  await expect(page.locator(".note.done").first()).toContainText(count("list.count", 1).split(" ")[1] ?? "");
  const english = words.en;
  await order("English");
  await expect(page.locator("html")).toHaveAttribute("lang", "en"); // the next order is an English one
  await order(english.t("guide.start"));
  await expect(page.getByRole("complementary", { name: english.t("guide.title") })).toBeVisible();
  await tabTo(page, "#field-amount");
  await page.keyboard.type("50 000");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Control+z");
  await expect(told()).toHaveText(english.t("undo.said.empty", { field: english.t("field.amount") }));
  await page.keyboard.press("Control+y");
  await expect(told()).toHaveText(/^Amount requested: €50,000 put back$/);
  await tabTo(page, "#field-amount");
  await page.keyboard.press("F1");
  await expect(page.locator("#help-amount")).toContainText(english.t("help.field.amount.enter"));
  await order(english.t("keys.helpScreen"));
  await page.keyboard.type("shortcuts");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: english.t("help.topic.keys.title") })).toBeFocused();
  expect(said).toEqual([]);
});
