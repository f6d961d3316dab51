import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test, type Page } from "@playwright/test";
import { auditWords } from "../shared/i18n/audit-words.ts";
import { auditedCentre, type AuditedCentre } from "./support/audited-centre.ts";
import { axeIssues } from "./support/axe-issues.ts";
import { tabTo } from "./support/keyboard.ts";

const [fr, en] = [auditWords("fr"), auditWords("en")];
let centre: AuditedCentre;
let [page0, fingerprint] = ["", ""];
test.describe.configure({ mode: "serial" });
const at = (name: string): string => join(centre.folder, name);
/** The page as it lies in the archive, which stores its entries as they are. */
const pageOf = (zip: Buffer): Buffer => zip.subarray(zip.indexOf("<!doctype html>"), zip.indexOf("</html>") + 8);

test.beforeAll(async () => {
  test.setTimeout(180_000);
  centre = await auditedCentre();
  const { stdout } = await centre.run(["audit-export", "all", "--out", at("audit.zip")]);
  fingerprint = /: ([0-9a-f ]{79})\n/.exec(stdout)?.[1] ?? "";
  const zip = readFileSync(at("audit.zip"));
  writeFileSync(at("verifier.html"), pageOf(zip));
  page0 = pathToFileURL(at("verifier.html")).href;
  const offset = zip.indexOf('"kind":"changes.taken"') + 8;
  zip[offset] = (zip[offset] ?? 0) ^ 1;
  writeFileSync(at("spoilt.zip"), zip);
});
test.afterAll(() => centre.close());

async function verify(page: Page, name: string, key: string): Promise<void> {
  await page.locator("#file").setInputFiles(at(name));
  await page.locator("#key").fill(key);
  await tabTo(page, 'button[type="submit"]');
  await page.keyboard.press("Enter");
  await expect(page.locator("#verdict")).toBeFocused();
}

test("the page taken out of an export verifies it from the disk, without a network, by the keyboard", async ({ page, context }) => {
  await context.setOffline(true);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(`${page0}?lang=fr`);
  await tabTo(page, 'button[type="submit"]');
  await page.keyboard.press("Enter");
  await expect(page.locator("#outcome")).toHaveText(fr.say("file.missing"));
  await expect(page.locator("#file")).toBeFocused();
  await verify(page, "audit.zip", "");
  await expect(page.locator("#verdict")).toHaveText(fr.say("verdict.unproven"));
  await verify(page, "audit.zip", fingerprint);
  await expect(page.locator("#verdict")).toHaveText(fr.say("verdict.sound"));
  await expect(page.locator(".finding.holds")).toHaveCount(6);
  expect(await axeIssues(page)).toEqual([]);
  expect(asked.filter((url) => !url.startsWith("file:"))).toEqual([]);
});

test("one that was changed names the first broken event, in the language that is chosen", async ({ page }) => {
  await page.goto(`${page0}?lang=en`);
  await verify(page, "spoilt.zip", fingerprint);
  await expect(page.locator("#verdict")).toHaveText(en.say("verdict.falsified"));
  await expect(page.locator(".first .what")).toContainText(/^Event \d+:/);
  expect(await axeIssues(page)).toEqual([]);
  await page.locator("#language").press("Enter");
  await expect(page.locator("#verdict")).toHaveText(fr.say("verdict.falsified"));
  await page.locator("#file").setInputFiles({ name: "autre.zip", mimeType: "application/zip", buffer: Buffer.from("rien") });
  await page.locator('button[type="submit"]').press("Enter");
  await expect(page.locator("#outcome h2")).toHaveText(fr.say("none.title"));
});
