import { expect, test, type Page } from "@playwright/test";
import { grouped } from "../shared/i18n/field-words.ts";
import { words } from "../shared/i18n/texts.ts";
import { RECORDED, SECRET_PERSON } from "../main/core/lookup/testing/recorded-answers.ts";
import { openRecordedServer, type RecordedServer } from "../main/core/lookup/testing/recorded-server.ts";
import { newFile, signInByKeyboard } from "./support/desk-page.ts";
import { tabTo } from "./support/keyboard.ts";
import { openStory, storyNamed } from "./support/open-story.ts";
import { startDemo, type Demo } from "./support/start-demo.ts";
import { serveStories } from "./support/stories.ts";

const { t } = words.fr;
let registers: RecordedServer;
let demo: Demo;
test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  registers = await openRecordedServer();
  demo = await startDemo({ appWords: ["--lookups", registers.address] });
});
test.afterAll(async () => {
  await demo.stop();
  await registers.close();
});

const field = (page: Page, name: string) => page.locator(`#field-${name}`);
async function switchOn(page: Page, nth: 1 | 2): Promise<void> {
  const group = `section[aria-labelledby=settings-lookup] fieldset:nth-of-type(${nth})`;
  await tabTo(page, `${group} input`);
  await page.keyboard.press("ArrowLeft");
  await expect(page.locator(`${group} input[value=on]`)).toBeChecked();
}

test("a company is looked up by keyboard alone: off at first, asked once, taken over where nothing was typed, undone; a known one is then proposed", async ({ page }) => {
  await signInByKeyboard(page, await demo.appUrl(), "Maëlle Exemple");
  await newFile(page);
  await page.keyboard.type(RECORDED.active);
  await tabTo(page, "#field-city");
  await page.keyboard.type("Rennes");
  await page.keyboard.press("Tab");
  await expect(page.locator(".file-title")).toContainText("Enregistré sur ce poste");
  await expect(page.locator(".lookup")).toHaveCount(0);

  await page.keyboard.press("Control+k");
  await page.keyboard.type(t("settings.title"));
  await page.keyboard.press("Enter");
  await expect(page.locator("#settings-lookup")).toBeVisible();
  await expect(page.getByText("recherche-entreprises.api.gouv.fr")).toBeVisible();
  await switchOn(page, 1);
  await switchOn(page, 2);
  await page.keyboard.press("Alt+ArrowLeft");
  const part = page.getByRole("region", { name: t("lookup.title") });
  await expect(part).toContainText(`Part de ce poste : le SIREN ${grouped(RECORDED.active, "siren")}, rien d’autre`);
  expect(registers.requests).toEqual([]);

  await tabTo(page, ".lookup .settings-row .button");
  await page.keyboard.press("Enter");
  for (const said of ["ATELIERS DU VIEUX MOLE", "20 à 49 salariés, en 2018", "ne vaut pas preuve", "Source : API Recherche d’entreprises,", "Source : BODACC,", t("lookup.notice.verify"), "Redressement judiciaire", "Procédure à lire dans l’annonce", "https://www.bodacc.fr/"]) await expect(part).toContainText(said.replace("Source :", "Source\u00a0:"));
  expect(registers.requests).toHaveLength(2);
  await expect(page.locator("body")).not.toContainText(SECRET_PERSON);
  await expect(part.getByRole("link")).toHaveCount(0);

  await tabTo(page, ".lookup-company .button");
  await page.keyboard.press("Enter");
  await expect(field(page, "legalName")).toHaveValue("ATELIERS DU VIEUX MOLE");
  await expect(field(page, "city")).toHaveValue("Rennes");
  await expect(field(page, "staffFrance")).toHaveValue("");
  await expect(field(page, "procedureType")).toHaveValue("");
  await expect(page.locator("#field-naf-echo")).toContainText("API Recherche d’entreprises,");
  await expect(page.locator(".taken-note")).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.locator(".taken-note")).toContainText(t("lookup.undone"));
  await expect(field(page, "legalName")).toHaveValue("");
  await expect(field(page, "siren")).toBeFocused();

  await tabTo(page, ".lookup-company .button");
  await page.keyboard.press("Enter");
  await expect(field(page, "legalName")).toHaveValue("ATELIERS DU VIEUX MOLE");
  await page.keyboard.press("Escape");
  await tabTo(page, ".list-title .button.main");
  await page.keyboard.press("Enter");
  await expect(field(page, "siren")).toBeFocused();
  await expect(field(page, "siren")).toHaveValue("");
  await tabTo(page, "#field-legalName");
  await page.keyboard.type("Ateliers du v");
  const list = page.getByRole("listbox", { name: t("lookup.known") });
  await expect(list.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(list).toHaveCount(0);
  await page.keyboard.type("i");
  await expect(list.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("ArrowDown");
  await expect(field(page, "legalName")).toHaveAttribute("aria-activedescendant", /./);
  await page.keyboard.press("Enter");
  await expect(field(page, "siren")).toHaveValue(grouped(RECORDED.active, "siren"));
  await expect(field(page, "legalName")).toHaveValue("ATELIERS DU VIEUX MOLE");
  await expect(field(page, "legalName")).toBeFocused();
  await expect(page.locator("#field-siren-echo")).toContainText("Repris d’un dossier de ce poste");
  expect(registers.requests).toHaveLength(2);
});

test("a register that asks to wait is told, waits, and answers by itself; the network cut stops no entry", async ({ page }) => {
  await page.goto(await demo.app.address());
  await expect(page.getByRole("navigation", { name: t("frame.rail") })).toBeVisible();
  await page.keyboard.press("n");
  await expect(field(page, "siren")).toBeFocused();
  await page.keyboard.type(RECORDED.ceased);
  registers.setFault("limited");
  await tabTo(page, ".lookup .settings-row .button");
  await page.keyboard.press("Enter");
  const part = page.getByRole("region", { name: t("lookup.title") });
  await expect(part.getByRole("status")).toContainText(t("G9604.happened"));
  registers.setFault(undefined);
  demo.cutNetwork();
  await tabTo(page, "#field-amount");
  await page.keyboard.type("100000");
  await expect(part).toContainText("Cessée le 30/11/2019");
  demo.restoreNetwork();
});

test("in English too: what was found, with its source and its day, and what waits", async ({ page }) => {
  const server = await serveStories();
  const english = words.en.t;
  await openStory(page, server, storyNamed("lookup-found"), { language: "en", theme: "light" });
  const part = page.getByRole("region", { name: english("lookup.title") });
  for (const said of ["20 to 49 employees, in 2018", "Source: API Recherche d’entreprises, 15/04/2020", english("lookup.notice.verify"), "Source: BODACC, 15/04/2020", english("lookup.ask.again")]) await expect(part).toContainText(said);
  await openStory(page, server, storyNamed("lookup-waiting"), { language: "en", theme: "light" });
  await expect(part.getByRole("status")).toContainText(english("G9603.work"));
  await openStory(page, server, storyNamed("lookup-taken"), { language: "en", theme: "light" });
  await expect(page.getByRole("button", { name: english("lookup.undo") })).toBeVisible();
  server.close();
});
