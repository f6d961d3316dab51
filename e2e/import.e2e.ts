import { Buffer } from "node:buffer";
import { expect, test } from "@playwright/test";
import { words } from "../shared/i18n/texts.ts";
import { signInByKeyboard } from "./support/desk-page.ts";
import { startDemo, type Demo } from "./support/start-demo.ts";

const { t, count } = words.fr;
let demo: Demo;
test.beforeAll(async () => { demo = await startDemo(); });
test.afterAll(() => demo.stop());

test("a table of a French spreadsheet keeps its accents; what reads in two ways, and what is no text, is told and not taken", async ({ page }) => {
  await signInByKeyboard(page, await demo.appUrl(), "Maëlle Exemple");
  await page.keyboard.press("Control+k");
  await page.keyboard.type(t("import.title"));
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  const give = async (buffer: Buffer): Promise<void> => await dialog.locator("input[type=file]").setInputFiles({ name: "table.csv", mimeType: "text/csv", buffer });

  await give(Buffer.from("siren;legalName;amount;note\r\n732829320;Boulangerie des Écluses;1 250,50;\r\n552032534;Ambiguë;1,250;\r\n", "latin1"));
  await expect(dialog).toContainText(count("import.done", 1));
  await expect(dialog).toContainText(count("import.faults", 1));
  await expect(dialog.getByRole("row", { name: /1,250/ })).toContainText(t("fault.AMOUNT_AMBIGUOUS"));
  await expect(dialog.getByRole("row", { name: /note/ })).toContainText(t("fault.IMPORT_UNKNOWN_COLUMN"));

  await give(Buffer.from("\uFEFFsiren;amount\r\n732829320;1\r\n", "utf16le"));
  await expect(dialog).toContainText(t("fault.IMPORT_ENCODING"));
  await expect(dialog).not.toContainText(count("import.done", 1));
  await page.keyboard.press("Escape");
  await expect(page.locator("body")).toContainText("Boulangerie des Écluses");
  await expect(page.locator("body")).not.toContainText("Ambiguë");
});
