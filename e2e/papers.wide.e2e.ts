import { readFileSync } from "node:fs";
import { expect, test, type Page } from "@playwright/test";
import { nodesOf, readPaper, wholeText, type ReadPaper } from "../paper/test-support/read-paper.ts";
import { words } from "../shared/i18n/texts.ts";
import { axeIssues } from "./support/axe-issues.ts";
import { newFile, signInByKeyboard, typed, typeFile } from "./support/desk-page.ts";
import { tabTo } from "./support/keyboard.ts";
import { startDemo, type Demo } from "./support/start-demo.ts";

const { fr, en } = words;
test.describe.configure({ mode: "serial" });
let demo: Demo;
test.beforeAll(async () => { demo = await startDemo(); });
test.afterAll(() => demo.stop());

const shown = ({ pages }: ReadPaper): string => pages.map((page) => page.shown).join("\n").replaceAll(/\s+/g, " ");
const ask = async (page: Page, how: () => Promise<void>): Promise<{ readonly name: string; readonly read: ReadPaper }> => {
  const download = page.waitForEvent("download");
  await how();
  const copy = await download;
  return { name: copy.suggestedFilename(), read: await readPaper(readFileSync(await copy.path())) };
};
const fromPalette = (page: Page, text: string) => async (): Promise<void> => {
  await page.keyboard.press("Control+k");
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
};

test("a file is printed by keyboard, with the centre away: summary, schedule, letter; and its copy once it is registered", async ({ page }) => {
  test.setTimeout(240_000);
  await signInByKeyboard(page, await demo.appUrl(), "Maëlle Exemple");
  await newFile(page);
  await typeFile(page, { siren: typed.siren ?? "", legalName: typed.legalName ?? "" });
  demo.cutNetwork();

  // The key of the summary; what was typed a moment ago is in it.
  const draft = await ask(page, () => page.keyboard.press("Control+p"));
  expect(draft.name).toMatch(/^[0-9a-f]{12}-synthese-\d{4}-\d\d-\d\d\.pdf$/);
  for (const part of ["Atelier Imaginaire", "002 000 008", "PROJET – sans valeur", "DÉMONSTRATION", "Maëlle Exemple"]) expect(shown(draft.read)).toContain(part);
  expect(draft.read.lang).toBe("fr-FR");
  const part = page.getByRole("region", { name: fr.t("papers.title") });
  await expect(part.locator("output")).toHaveText(fr.t("papers.made", { name: draft.name, pages: draft.read.pages.length }));

  // What a schedule waits for is named.
  await fromPalette(page, "echeancier")();
  await expect(part.getByRole("alert")).toContainText(fr.t("field.rateBps"));
  expect(await axeIssues(page)).toEqual([]);
  await page.locator("#field-siren").focus();
  await typeFile(page, Object.fromEntries(Object.entries(typed).filter(([field]) => field !== "siren" && field !== "legalName")));
  const schedule = await ask(page, fromPalette(page, "echeancier"));
  expect(shown(schedule.read)).toContain("Simulation, sans valeur contractuelle");
  expect(nodesOf(schedule.read.nodes, "TR").filter((row) => /^20\/\d\d\/20/.test(wholeText(row))).length).toBeGreaterThan(70);

  // The letter: a reason is wanted, and the first box that is wrong has the focus.
  await fromPalette(page, "refus")();
  const dialog = page.getByRole("dialog", { name: fr.t("papers.refusal.title") });
  await expect(dialog).toBeVisible();
  await tabTo(page, "dialog .button.main");
  await page.keyboard.press("Enter");
  await expect(dialog.getByLabel(fr.t("papers.refusal.reason"))).toBeFocused();
  await expect(dialog).toContainText(fr.t("papers.refusal.reason.fault", { n: 0 }));
  expect(await axeIssues(page)).toEqual([]);
  await page.keyboard.type("La trésorerie présentée ne permet pas de rembourser le prêt à son terme.");
  await tabTo(page, "dialog [name=department]");
  await page.keyboard.type("35");
  await tabTo(page, "dialog .button.main");
  const letter = await ask(page, () => page.keyboard.press("Enter"));
  for (const words of ["Refus de votre demande de prêt garanti par l’État", "ne permet pas de rembourser", "mediation.credit.35@banque-france.fr", "Maëlle Exemple"]) expect(shown(letter.read)).toContain(words);
  expect(shown(letter.read)).not.toContain("PROJET");
  await expect(part.getByRole("button", { name: fr.t("papers.make.registration") })).toHaveCount(0);

  demo.restoreNetwork();
  await page.keyboard.press("Control+Enter");
  await tabTo(page, "dialog .button.main");
  await page.keyboard.press("Enter");
  const number = page.locator(".registered .number");
  await expect(number).toHaveText(/^1-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]$/, { timeout: 60_000 });
  const copy = await ask(page, fromPalette(page, "copie d"));
  const text = (await number.textContent()) ?? "";
  expect(copy.name).toBe(`${text}-enregistrement-2020-04-15.pdf`);
  for (const words of [text, "Elle ne porte aucun cachet", "250 000,00 €", "/verification"]) expect(shown(copy.read)).toContain(words);
  expect(shown((await ask(page, () => page.keyboard.press("Control+p"))).read)).not.toContain("PROJET");
});

test("in English the summary is English, its legal texts and the letter to the client French", async ({ page }) => {
  const other = await demo.addApp();
  await signInByKeyboard(page, await other.address(), "Paul Modèle");
  await newFile(page);
  await typeFile(page, { siren: "002 000 016", legalName: "Essai en anglais" });
  await fromPalette(page, "English")();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  const part = page.getByRole("region", { name: en.t("papers.title") });
  const summary = await ask(page, () => part.getByRole("button", { name: en.t("papers.make.summary") }).press("Enter"));
  expect(summary.name).toMatch(/-summary-2020-04-15\.pdf$/);
  expect([summary.read.lang, nodesOf(summary.read.nodes, "H1").map(wholeText)]).toEqual(["en-GB", ["Summary"]]);
  expect(shown(summary.read)).toContain("DRAFT – without value");
  await part.getByRole("button", { name: en.t("papers.make.refusal") }).press("Enter");
  const dialog = page.getByRole("dialog", { name: en.t("papers.refusal.title") });
  await dialog.getByLabel(en.t("papers.refusal.reason")).fill("La trésorerie présentée ne permet pas de rembourser.");
  const letter = await ask(page, () => dialog.getByRole("button", { name: en.t("papers.refusal.make") }).press("Enter"));
  expect([letter.read.lang, nodesOf(letter.read.nodes, "H1").map(wholeText)]).toEqual(["fr-FR", ["Refus de votre demande de prêt garanti par l’État"]]);
});
