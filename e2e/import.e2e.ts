import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import { expect, test, type Page } from "@playwright/test";
import { readTable } from "../main/core/tables/read-table.ts";
import { writeXlsx } from "../main/core/tables/write-xlsx.ts";
import { words } from "../shared/i18n/texts.ts";
import { unwrap } from "../shared/kernel/result.ts";
import { signInByKeyboard } from "./support/desk-page.ts";
import { startDemo, type Demo } from "./support/start-demo.ts";

const { t, count } = words.fr;
let demo: Demo;
test.beforeAll(async () => { demo = await startDemo(); });
test.afterAll(() => demo.stop());

const give = async (page: Page, name: string, buffer: Buffer): Promise<void> => await page.locator(".import-choose input[type=file]").setInputFiles({ name, mimeType: "application/octet-stream", buffer });
const weeklyTable = (): Promise<Buffer> => writeXlsx({
  sheet: "Demandes", columns: ["N° Siren", "Dénomination", "Montant", "Créée le", "Remarque"].map((title) => ({ title, width: 12 })),
  rows: [
    [{ count: 2_000_008 }, "Boulangerie des Écluses", { cents: 125_000_050 }, { date: "2010-03-01" }, "à rappeler"],
    ["5,5E+08", "Atelier Arrondi", { count: 900 }, { count: 40_238 }, ""],
    ["552 032 534", "Ambiguë", "1,250", "01/03/2010", ""],
  ],
});

test("a spreadsheet is chosen, its columns placed, its rows taken; one fault is corrected here, the others are exported, mended there and taken", async ({ page }) => {
  await signInByKeyboard(page, await demo.appUrl(), "Maëlle Exemple");
  await page.keyboard.press("Control+k");
  await page.keyboard.type(t("list.import"));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: t("import.title") })).toBeVisible();
  await give(page, "demandes.xlsx", await weeklyTable());

  // Titles that are recognised have their field, with what they hold; the two others are placed by the person.
  const target = (title: string) => page.getByLabel(t("import.map.targetOf", { title }));
  await expect(page.getByRole("row", { name: /N° Siren/ })).toContainText("2000008");
  await expect(target("Montant")).toHaveValue("amount");
  await expect(target("Remarque")).toHaveValue("");
  await target("N° Siren").selectOption("siren");
  await target("Créée le").selectOption("siren");
  await expect(page.getByRole("alert")).toContainText(t("import.map.twice", { field: t("field.siren") }));
  await target("Créée le").selectOption("createdOn");
  await page.getByRole("button", { name: count("import.run", 3) }).click();

  const totals = page.locator(".totals");
  await expect(totals.locator("div", { hasText: t("import.count.taken") })).toContainText("1");
  await expect(totals.locator("div", { hasText: t("import.count.faulty") })).toContainText("2");
  await expect(page.getByRole("row", { name: /5,5E\+08/ }).or(page.locator("tr", { has: page.locator("input[value='5,5E+08']") }))).toContainText(t("fault.EXCEL_ROUNDED"));

  // Corrected here: kept when the box is left, and only this line is taken again.
  await page.getByLabel(t("import.correct", { line: 3, column: "N° Siren" })).fill("002000016");
  await page.keyboard.press("Tab");
  await expect(page.getByText(t("import.saved", { line: 3 }))).toBeAttached();
  await page.getByRole("button", { name: count("import.mend", 1) }).click();
  await expect(totals.locator("div", { hasText: t("import.count.taken") })).toContainText("2");

  // Leaving the screen loses nothing, and the foot says that there is something to mend.
  await page.getByRole("link", { name: t("frame.files") }).click();
  await expect(page.locator("body")).toContainText("Boulangerie des Écluses");
  await page.locator(".update-line", { hasText: count("import.line.faulty", 1) }).click();

  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: t("import.export.csv") }).click();
  const kept = await downloading;
  expect(kept.suggestedFilename()).toBe("demandes à corriger.csv");
  const report = readFileSync(await kept.path(), "utf8");
  expect(report).toContain(`Montant : ${t("fault.AMOUNT_AMBIGUOUS")}`);
  await page.getByRole("button", { name: t("import.finish") }).click();
  await page.getByRole("button", { name: t("import.abandon.yes") }).click();
  await give(page, "demandes à corriger.csv", Buffer.from(report.replace(";1,250;", ";1 250;")));
  await expect(page.getByText(t("import.map.remembered"))).toBeVisible();
  await page.getByRole("button", { name: count("import.run", 1) }).click();
  await expect(totals.locator("div", { hasText: t("import.count.taken") })).toContainText("1");
  await page.getByRole("button", { name: t("import.finish") }).click();
  await expect(page.locator(".file-list")).toContainText("Ambiguë");

  // The same spreadsheet again: nothing is made twice.
  await page.getByRole("button", { name: t("list.import") }).click();
  await give(page, "demandes.xlsx", await weeklyTable());
  await page.getByRole("button", { name: count("import.run", 3) }).click();
  await expect(totals.locator("div", { hasText: t("import.count.known") })).toContainText("1");
  await expect(totals.locator("div", { hasText: t("import.count.taken") })).toContainText("0");
});

test("a file that is no table says what it is and what to do; the list is exported with its filter, and a name like a formula is a text", async ({ page }) => {
  const other = await demo.addApp();
  await signInByKeyboard(page, await other.address(), "Yann Modèle");
  await page.getByRole("link", { name: t("frame.files") }).click();
  await page.getByRole("button", { name: t("list.import") }).click();
  await give(page, "ancien.xls", Buffer.from("d0cf11e0a1b11ae1", "hex"));
  await expect(page.getByRole("alert")).toContainText(t("fault.IMPORT_OLD_EXCEL"));
  await give(page, "table.csv", Buffer.from("siren;legalName;amount\r\n002000024;=SOMME(A1);10\r\n", "latin1"));
  await expect(page.getByRole("alert")).toHaveCount(0);
  await page.getByRole("button", { name: count("import.run", 1) }).click();
  await page.getByRole("button", { name: t("import.finish") }).click();

  await page.getByRole("button", { name: t("export.title") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText(t("export.format.csv"), { exact: true }).click();
  const [table] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: t("export.go") }).click()]);
  expect(table.suggestedFilename()).toMatch(/^dossiers-\d{4}-\d\d-\d\d\.csv$/);
  const text = readFileSync(await table.path(), "utf8");
  expect(text.startsWith("\uFEFF")).toBe(true);
  expect(text).toContain("002000024;'=SOMME(A1);10,00;");
  await dialog.getByText(t("export.format.xlsx"), { exact: true }).click();
  const [sheet] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: t("export.go") }).click()]);
  const read = unwrap(await readTable(readFileSync(await sheet.path())), "sheet");
  expect(read.rows.map(({ cells }) => cells.slice(0, 3))).toContainEqual(["002000024", "=SOMME(A1)", { number: "10" }]);
});

test("in English: a table is imported and its report read", async ({ page }) => {
  const english = words.en;
  const other = await demo.addApp();
  await signInByKeyboard(page, await other.address(), "Maëlle Exemple");
  await page.keyboard.press("Control+k");
  await page.keyboard.type(t("settings.language.en"));
  await page.keyboard.press("Enter");
  // The commands are in English once the page is: an Enter before that finds none.
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.keyboard.press("Control+k");
  await page.keyboard.type(english.t("list.import"));
  await page.keyboard.press("Enter");
  await give(page, "table.csv", Buffer.from("SIREN number,Legal name,Amount requested\n002000032,Sound,10\n123456789,Not sound,10\n"));
  await page.getByRole("button", { name: english.count("import.run", 2) }).click();
  await expect(page.locator(".import-report")).toContainText(english.t("fault.SIREN_CHECKSUM"));
  await expect(page.locator(".totals")).toContainText(english.t("import.count.taken"));
});
