import { expect, type Page } from "@playwright/test";
import { words } from "../../shared/i18n/texts.ts";
import { FIELD_NAMES, type Fields, type FieldName } from "../../shared/pge/file-fields.ts";
import { newFile, typed, typeFile } from "./desk-page.ts";
import { probeKeys, type KeyTimes } from "./key-probe.ts";
import { tabTo } from "./keyboard.ts";

const { t } = words.fr;

/** Besides what must be entered, what an advisor has in front of her: contact, account, references. Nothing here is real. */
const besides = {
  siret: "002 000 008 00017", tradeName: "L’Atelier", address: "1 rue de l’Exemple", postalCode: "75001", city: "Villefictive", phone: "01 99 00 12 34", email: "contact@exemple.invalid",
  yearClosedOn: "31/12/2019", bic: "FICTFRPPXXX", signatoryRole: "Gérante", bankReference: "EX-2020-001",
} as const satisfies { readonly [Name in FieldName]?: string };

const all: { readonly [Name in FieldName]?: string } = { ...typed, ...besides };
/** What is typed, in the order of the form. */
export const wholeFile: { readonly [Name in FieldName]?: string } = Object.fromEntries(FIELD_NAMES.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]])));

/** The same as the core keeps it: cents, hundredths of a percent, days and codes. Written out by hand, so that no reader of ours vouches for itself. */
export const wholeFileKept: Fields = {
  siren: "002000008", siret: "00200000800017", legalName: "Atelier Imaginaire (exemple)", tradeName: "L’Atelier", borrowerType: "SOCIETE", legalForm: "5710", naf: "25.62B", createdOn: "2004-06-14",
  address: "1 rue de l’Exemple", postalCode: "75001", city: "Villefictive", phone: "+33199001234", email: "contact@exemple.invalid",
  yearClosedOn: "2019-12-31", staffFrance: 38, turnover: 190_000_000, turnover2019: 190_000_000, turnoverProofKind: "COMPTES_ANNUELS", turnoverProofOn: "2020-03-30",
  receivedOn: "2020-04-08", scheme: "CLASSIQUE", amount: 25_000_000, foreseenGrantOn: "2020-04-20", totalYears: 6, amortisationYears: 5, rateBps: 25,
  exposureAtReference: 0, exposureAtGrant: 25_000_000, preApprovedBy: "Alex Exemple", preApprovedOn: "2020-04-14", mandateOn: "2020-04-08", swornOn: "2020-04-09",
  vigilanceBy: "Alex Exemple", vigilanceOn: "2020-04-09", iban: "FR7699999000020000000000003", bic: "FICTFRPPXXX", signatoryName: "Claude Fictif", signatoryRole: "Gérante", bankReference: "EX-2020-001",
};

export type SwiftEntry = {
  readonly number: string;
  /** From the key that begins the file, in the list, to the last key of its submission: the advisor's part. */
  readonly seconds: number;
  /** From that last key to the registration number: the journey to the centre, which nobody has to wait for. */
  readonly numberMs: number;
  readonly times: KeyTimes;
};

/** From the list, by keyboard alone: a new file, every field, its verdict, its submission, its number. */
export async function enterWholeFile(page: Page): Promise<SwiftEntry> {
  await tabTo(page, "a, button", t("frame.files"));
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-search]")).toBeVisible();
  const probe = await probeKeys(page);
  const start = performance.now();
  await newFile(page);
  await typeFile(page, wholeFile);
  await expect(page.getByRole("heading", { name: t("verdict.acceptable") })).toBeVisible();
  await expect(page.locator(".file-head")).toContainText(t("status.ready"));
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("dialog", { name: t("file.submit.title") })).toBeVisible();
  await tabTo(page, "dialog .button.main");
  await page.keyboard.press("Enter");
  const sent = performance.now();
  const number = page.locator(".registered .number");
  await expect(number).toHaveText(/^1-/, { timeout: 30_000 });
  const numberMs = performance.now() - sent;
  return { number: await number.innerText(), seconds: (sent - start) / 1000, numberMs, times: await probe.read() };
}

/**
 * What the advisor waits for after each press: the frame that shows it, or the control that it leads to. What the last one leads to is the
 * centre's answer, which is {@link SwiftEntry.numberMs}.
 */
export const waits = ({ presses }: KeyTimes): readonly { readonly key: string; readonly place: string; readonly ms: number }[] =>
  presses.map(({ key, place, painted, focused }, i) => ({ key, place, ms: i === presses.length - 1 ? painted : Math.max(painted, focused ?? 0) }));
