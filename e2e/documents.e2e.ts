import { readFileSync } from "node:fs";
import { expect, test, type Page } from "@playwright/test";
import { words } from "../shared/i18n/texts.ts";
import { someJpeg, somePdf, somePng } from "../shared/testing/some-documents.ts";
import { axeIssues } from "./support/axe-issues.ts";
import { newFile, signInByKeyboard } from "./support/desk-page.ts";
import { tabTo } from "./support/keyboard.ts";
import { startDemo, type Demo } from "./support/start-demo.ts";

const { t } = words.fr;
let demo: Demo;
test.beforeAll(async () => { demo = await startDemo(); });
test.afterAll(() => demo.stop());

const part = (page: Page) => page.getByRole("region", { name: t("documents.title") });
const line = (page: Page, name: string) => part(page).getByRole("listitem").filter({ hasText: name });

test("[WS20] [WS21] a document chosen, dropped or pasted is kept here at once, sent by itself, opened, saved, and removed after a question", async ({ page }) => {
  await signInByKeyboard(page, await demo.appUrl(), "Maëlle Exemple");
  await newFile(page);
  await page.keyboard.type("002 000 008");
  await page.keyboard.press("Tab");

  // By the button, without a mouse.
  await part(page).getByLabel(t("documents.piece")).selectOption({ label: t("piece.KBIS") });
  const chooser = page.waitForEvent("filechooser");
  await tabTo(page, ".documents-add .button");
  await page.keyboard.press("Enter");
  const pdf = Buffer.from(somePdf(600_000, 21));
  await (await chooser).setFiles({ name: "Kbis.pdf", mimeType: "application/pdf", buffer: pdf });
  await expect(line(page, "Kbis.pdf")).toContainText(t("piece.KBIS"));
  await expect(line(page, "Kbis.pdf")).toContainText(t("documents.centre"), { timeout: 60_000 });
  await expect(part(page).locator("output")).toHaveText(t("documents.added", { name: "Kbis.pdf" }));

  // What is expected and is there, what is not; the rest becomes a text for the client.
  const expected = (of: "checklist.of.registration" | "checklist.of.identity") => part(page).locator(".checklist li").filter({ hasText: t(of) });
  await expect(expected("checklist.of.registration")).toContainText(t("checklist.there"));
  await expect(expected("checklist.of.identity")).toContainText(t("checklist.missing"));
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await part(page).getByRole("button", { name: t("checklist.ask") }).press("Enter");
  await expect(part(page).getByRole("button", { name: t("checklist.copied") })).toBeVisible();
  const reminder = await page.evaluate(() => navigator.clipboard.readText());
  expect([reminder.includes(t("checklist.of.identity")), reminder.includes(t("checklist.of.registration"))]).toEqual([true, false]);

  // What is scrolled is the file, never the window around it.
  await page.keyboard.press("End");
  expect(await page.evaluate(() => document.scrollingElement?.scrollTop)).toBe(0);

  // Dropped on the window, and pasted; what is no document says so where it happened.
  await give(page, "drop", "Photo.jpg", someJpeg());
  await expect(line(page, "Photo.jpg")).toBeVisible();
  await give(page, "paste", "image.png", somePng());
  await expect(line(page, "image.png")).toBeVisible();
  await give(page, "drop", "facture.pdf", new TextEncoder().encode("MZ this is a program"));
  const refusal = part(page).getByRole("alert");
  await expect(refusal).toContainText("facture.pdf");
  await expect(refusal).toContainText("ni un PDF, ni une image");
  expect(await axeIssues(page)).toEqual([]);
  await refusal.getByRole("button", { name: t("documents.dismiss") }).press("Enter");
  await expect(refusal).toHaveCount(0);

  // The picture inside the window; the copy, byte for byte.
  await line(page, "image.png").getByRole("button", { name: t("documents.action", { action: t("documents.preview"), name: "image.png" }) }).press("Enter");
  const preview = page.getByRole("dialog", { name: "image.png" });
  await expect.poll(() => preview.locator("img").evaluate((img) => (img instanceof HTMLImageElement ? img.naturalWidth : 0))).toBe(1);
  await page.keyboard.press("Escape");
  const download = page.waitForEvent("download");
  await line(page, "Kbis.pdf").getByRole("button", { name: t("documents.action", { action: t("documents.save"), name: "Kbis.pdf" }) }).press("Enter");
  const copy = await download;
  expect(copy.suggestedFilename()).toBe("Kbis.pdf");
  expect(Buffer.compare(readFileSync(await copy.path()), pdf)).toBe(0);

  // Removed only after a question.
  const remove = line(page, "Photo.jpg").getByRole("button", { name: t("documents.action", { action: t("documents.remove"), name: "Photo.jpg" }) });
  await remove.press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: t("documents.remove.keep") }).press("Enter");
  await expect(line(page, "Photo.jpg")).toBeVisible();
  await remove.press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: t("documents.remove.confirm") }).press("Enter");
  await expect(line(page, "Photo.jpg")).toHaveCount(0);
});

/** As the system gives files to the window. */
async function give(page: Page, how: "drop" | "paste", name: string, bytes: Uint8Array): Promise<void> {
  await page.evaluate(({ kind, called, content }) => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(content)], called));
    if (kind === "paste") window.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    else for (const type of ["dragover", "drop"]) document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
  }, { kind: how, called: name, content: [...bytes] });
}
