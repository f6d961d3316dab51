import { expect, type Page } from "@playwright/test";
import { words } from "../../shared/i18n/texts.ts";
import type { FieldName } from "../../shared/pge/file-fields.ts";
import { tabTo } from "./keyboard.ts";

export const PASSPHRASE = "lampe rivage ticket ombre";
const { t } = words.fr;

/**
 * What an advisor types for a small company that passes every rule; nothing here is a real person or company. A choice is told by its first
 * letters, without accent: an accented one is no key to Playwright but text, which lands in the last text box instead.
 */
export const typed: { readonly [Name in FieldName]?: string } = {
  siren: "002 000 008", legalName: "Atelier Imaginaire (exemple)", borrowerType: "Soci", legalForm: "5710", naf: "25.62B", createdOn: "14/06/2004",
  staffFrance: "38", turnover: "1 900 000", turnover2019: "1,9 M€", turnoverProofKind: "Comptes annuels", turnoverProofOn: "30/03/2020",
  receivedOn: "08/04/2020", scheme: "PGE classique", amount: "250 k€", foreseenGrantOn: "20/04/2020", totalYears: "6", amortisationYears: "5", rateBps: "0,25",
  exposureAtReference: "0", exposureAtGrant: "250 000", preApprovedBy: "Alex Exemple", preApprovedOn: "14/04/2020", mandateOn: "08/04/2020", swornOn: "09/04/2020",
  vigilanceBy: "Alex Exemple", vigilanceOn: "09/04/2020", iban: "FR7699999000020000000000003", signatoryName: "Claude Fictif",
};

/** Everything in French and without a mouse, from the first screen to the desk. */
export async function signInByKeyboard(page: Page, address: string, name: string): Promise<void> {
  await page.goto(address);
  await signInHere(page, name);
}

/** The same where the first screen is open already. */
export async function signInHere(page: Page, name: string): Promise<void> {
  await expect(page.getByRole("heading", { name: t("door.demo.title") })).toBeVisible();
  await tabTo(page, "button.demo-person", name);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: t("door.passphrase.title") })).toBeVisible();
  await tabTo(page, "input[autocomplete=new-password]");
  await page.keyboard.type(PASSPHRASE);
  await page.keyboard.press("Tab");
  await tabTo(page, "input[autocomplete=new-password]");
  await page.keyboard.type(PASSPHRASE);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("navigation", { name: t("frame.rail") })).toBeVisible({ timeout: 30_000 });
}

/** Types fields in the order of the form, going from one to the next with Tab. */
export async function typeFile(page: Page, values: { readonly [Name in FieldName]?: string }): Promise<void> {
  for (const [field, text] of Object.entries(values)) {
    await tabTo(page, `#field-${field}`);
    await page.keyboard.type(text);
  }
  await page.keyboard.press("Tab");
}

export const newFile = async (page: Page): Promise<void> => {
  await page.keyboard.press("n");
  await expect(page.locator("#field-siren")).toBeFocused();
};
