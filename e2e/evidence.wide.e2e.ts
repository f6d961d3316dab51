import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test, type Locator, type Page } from "@playwright/test";
import { ENTRY } from "../shared/evidence/format.ts";
import { evidenceWords } from "../shared/i18n/evidence-words.ts";
import { words } from "../shared/i18n/texts.ts";
import { axeIssues } from "./support/axe-issues.ts";
import { newFile, signInByKeyboard, typed, typeFile } from "./support/desk-page.ts";
import { openArchive } from "./support/forge-evidence.ts";
import { tabTo } from "./support/keyboard.ts";
import { startDemo, type Demo } from "./support/start-demo.ts";

const { fr, en } = words;
const [pageFr, pageEn] = [evidenceWords("fr"), evidenceWords("en")];
const folder = mkdtempSync(join(tmpdir(), "guichet-evidence-"));
const at = (name: string): string => join(folder, name);
/** Pictures for who looks: none is kept. */
const looks = process.env["GUICHET_LOOKS"];
test.describe.configure({ mode: "serial" });
let demo: Demo;
test.beforeAll(async () => { demo = await startDemo(); });
test.afterAll(async () => {
  await demo.stop();
  rmSync(folder, { recursive: true, force: true });
});

const plain = (text: string | null): string => (text ?? "").replaceAll(/\s+/g, " ").trim();
const archived = async (page: Page, how: () => Promise<void>): Promise<{ readonly name: string; readonly bytes: Buffer }> => {
  const download = page.waitForEvent("download", { timeout: 60_000 });
  await how();
  const copy = await download;
  return { name: copy.suggestedFilename(), bytes: readFileSync(await copy.path()) };
};
const fromPalette = (page: Page, text: string) => async (): Promise<void> => {
  await page.keyboard.press("Control+k");
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
};
let fingerprint = "";
let whole: Uint8Array = new Uint8Array();

test("one press gives the evidence file of a registered loan; with the centre away it is made of what is here, and says so", async ({ page }) => {
  test.setTimeout(240_000);
  await signInByKeyboard(page, await demo.appUrl(), "Maëlle Exemple");
  await newFile(page);
  await typeFile(page, typed);
  const part = page.getByRole("region", { name: fr.t("evidence.title") });
  await expect(part).toHaveCount(0);
  await page.keyboard.press("Control+Enter");
  await tabTo(page, "dialog .button.main");
  await page.keyboard.press("Enter");
  await expect(page.locator(".registered .number")).toHaveText(/^1-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]$/, { timeout: 60_000 });

  const made = await archived(page, () => part.getByRole("button", { name: fr.t("evidence.make") }).press("Enter"));
  expect(made.name).toMatch(/^1-[0-9A-Z-]+-dossier-de-preuve-2020-04-15\.zip$/);
  await expect(part.locator("output")).toHaveText(fr.t("evidence.made", { name: made.name }));
  await expect(part.locator(".note")).toContainText(fr.t("evidence.fromCentre"));
  fingerprint = plain(await part.locator(".fingerprint").textContent());
  expect(fingerprint).toMatch(/^([0-9a-f]{4} ?){16}$/);
  whole = made.bytes;
  expect(await axeIssues(page)).toEqual([]);

  demo.cutNetwork();
  const here = await archived(page, fromPalette(page, fr.t("evidence.make")));
  await expect(part.locator(".note")).toContainText(fr.t("evidence.fromHere"));
  await expect(part.locator(".note")).toContainText(fr.count("evidence.missing", 1));
  demo.restoreNetwork();
  writeFileSync(at("here.zip"), here.bytes);
  writeFileSync(at("whole.zip"), whole);
  writeFileSync(at("verifier.html"), openArchive(Uint8Array.from(whole)).contents.get(ENTRY.verifier) ?? "");
});

const outcome = (page: Page): Locator => page.locator("#outcome");
async function verify(page: Page, file: string, key = ""): Promise<void> {
  await page.locator("#key").fill(key);
  await page.locator("#file").setInputFiles(at(file));
  await page.locator("button[type=submit]").press("Enter");
  await expect(outcome(page).locator("h2").first()).toBeFocused();
}
async function look(page: Page, name: string): Promise<void> {
  if (looks === undefined) return;
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(looks, `${name}.${colorScheme}.png`), fullPage: true });
  }
}

test("the page in the archive verifies it from the disk, with no network, in French: sound once the key is compared, and the first false byte named", async ({ browser }) => {
  test.setTimeout(120_000);
  const context = await browser.newContext({ locale: "fr-FR", viewport: { width: 1280, height: 720 }, offline: true });
  const page = await context.newPage();
  const asked: string[] = [];
  const said: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(error.message));
  await page.goto(pathToFileURL(at("verifier.html")).href);
  await expect(page.locator("h1")).toHaveText(pageFr.say("title"));
  expect(await page.locator("html").getAttribute("lang")).toBe("fr");
  await look(page, "empty.fr");

  // Nothing chosen: said, and the box has the focus.
  await page.locator("button[type=submit]").press("Enter");
  await expect(outcome(page)).toHaveText(pageFr.say("file.missing"));

  await verify(page, "whole.zip");
  await expect(outcome(page).locator("h2").first()).toHaveText(pageFr.say("verdict.unproven"));
  expect(plain(await outcome(page).textContent())).toContain(fingerprint);
  await verify(page, "whole.zip", fingerprint.toUpperCase());
  await expect(outcome(page).locator("h2").first()).toHaveText(pageFr.say("verdict.sound"));
  await expect(outcome(page).locator(".finding.broken")).toHaveCount(0);
  await expect(outcome(page)).toContainText(pageFr.say("demonstration"));
  expect(await axeIssues(page)).toEqual([]);
  await look(page, "sound.fr");

  // A nine in the place of the amount's first digit.
  const bytes = Uint8Array.from(whole);
  const opened = openArchive(bytes);
  const place = (opened.check.positions.get(ENTRY.dossier) ?? 0) + Buffer.from(opened.contents.get(ENTRY.dossier) ?? []).indexOf('"amount"') + '"amount": '.length;
  bytes[place] = "9".charCodeAt(0);
  writeFileSync(at("falsified.zip"), bytes);
  await verify(page, "falsified.zip", fingerprint);
  await expect(outcome(page).locator("h2").first()).toHaveText(pageFr.say("verdict.falsified"));
  const first = plain(await outcome(page).locator(".first").textContent());
  for (const named of [pageFr.say("fault.content"), pageFr.say("place.entry", { entry: "dossier.json" }), pageFr.say("place.path", { path: "granted.fields.amount" }), plain(pageFr.format.count(place)), "« 9 »"]) expect(first).toContain(plain(named));
  await look(page, "falsified.fr");

  await verify(page, "here.zip", fingerprint);
  await expect(outcome(page).locator("h2").first()).toHaveText(pageFr.say("verdict.unproven"));
  await expect(outcome(page)).toContainText(pageFr.say("check.statement.absent"));
  await expect(outcome(page)).toContainText(pageFr.say("unknown.history-from-here-only"));
  await look(page, "here.fr");

  writeFileSync(at("other.zip"), "PK, but none of ours");
  await page.locator("#file").setInputFiles(at("other.zip"));
  await page.locator("button[type=submit]").press("Enter");
  await expect(outcome(page).locator("h2")).toHaveText(pageFr.say("none.title"));
  expect(asked.filter((url) => !url.startsWith("file:"))).toEqual([]);
  expect(said).toEqual([]);
  await context.close();
});

test("the same in English, dropped on the page, in the dark, at 320 points, and on paper", async ({ browser }) => {
  test.setTimeout(120_000);
  const context = await browser.newContext({ locale: "en-GB", colorScheme: "dark", viewport: { width: 320, height: 640 } });
  const page = await context.newPage();
  await page.goto(pathToFileURL(at("verifier.html")).href);
  await expect(page.locator("h1")).toHaveText(pageEn.say("title"));
  await page.locator("#key").fill(fingerprint);
  const dropped = await page.evaluateHandle((base64: string) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))], "dropped.zip"));
    return transfer;
  }, Buffer.from(whole).toString("base64"));
  await page.dispatchEvent("body", "drop", { dataTransfer: dropped });
  await expect(outcome(page).locator("h2").first()).toHaveText(pageEn.say("verdict.sound"));
  await expect(outcome(page)).toContainText("dropped.zip");
  expect(await axeIssues(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await look(page, "sound.en.320");

  // The other language, of what is already shown; and back.
  await page.locator("#language").press("Enter");
  await expect(outcome(page).locator("h2").first()).toHaveText(pageFr.say("verdict.sound"));
  await page.locator("#language").press("Enter");
  await verify(page, "falsified.zip", "0".repeat(64));
  await expect(outcome(page).locator("h2").first()).toHaveText(pageEn.say("verdict.falsified"));
  await expect(outcome(page)).toContainText(pageEn.say("check.centre-key.broken.another", { fingerprint }));
  await page.setViewportSize({ width: 1280, height: 720 });
  await look(page, "falsified.en");
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("#form")).toBeHidden();
  await expect(outcome(page).locator(".telling")).toBeVisible();
  await context.close();
});

test("in English the desk says the same", async ({ page }) => {
  test.setTimeout(120_000);
  const other = await demo.addApp();
  await signInByKeyboard(page, await other.address(), "Gwenola Maquette");
  await fromPalette(page, "English")();
  // The language comes with the answer of the core: until then nothing is called Files.
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("Files");
  await page.keyboard.press("Enter");
  await page.getByText(typed.legalName ?? "").first().click();
  const part = page.getByRole("region", { name: en.t("evidence.title") });
  const hers = await archived(page, () => part.getByRole("button", { name: en.t("evidence.make") }).press("Enter"));
  expect(hers.name).toMatch(/-evidence-2020-04-15\.zip$/);
  await expect(part.locator(".note")).toContainText(en.t("evidence.fromCentre"));
});
