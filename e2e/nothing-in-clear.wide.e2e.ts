import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test, type Page } from "@playwright/test";
import { sweepWindowProfile, windowProfile } from "../main/hosts/loopback/window-profile.ts";
import { words } from "../shared/i18n/texts.ts";
import { somePng } from "../shared/testing/some-documents.ts";
import { searchFolder, type Mark } from "./support/clear-search.ts";
import { createDemoApp } from "./support/demo-app.ts";
import { createDemoServer } from "./support/demo-server.ts";
import { newFile, PASSPHRASE, signInHere, typeFile } from "./support/desk-page.ts";
import { clientMarks, DOCUMENT_NAME, markedDocument, markedFields, MISTYPED, SEARCH, secretMarks } from "./support/marked-work.ts";
import { showWindow } from "./support/shown-window.ts";
import { openTappedNetwork } from "./support/tapped-network.ts";
import { crashPages, openWatchedMachine, type WatchedMachine } from "./support/watched-machine.ts";
import { requireWholeChromium } from "./support/whole-chromium.ts";

/** The window as people have it: the host's own browser, on a computer of its own. The rest of a workstation's life: nothing-in-clear.wide.db.test.ts. */
const { t } = words.fr;
const PICTURE = "Carte-Kervalonec.png";
/** A browser writes what it keeps a few seconds after. */
const KEPT_AFTER_MS = 12_000;
const DUMPED_WITHIN_MS = 3_000;
const marks: readonly Mark[] = [...clientMarks, ...secretMarks, { name: "passphrase", text: PASSPHRASE }, { name: "document name", text: PICTURE }];

test("[LS4] [LH14] what is typed, searched, attached, looked at and copied in the window is nowhere in clear: the browser's profile, its caches, temporary files, data, logs", async () => {
  const browser = requireWholeChromium((condition, why) => test.skip(condition, why));
  await using closing = new AsyncDisposableStack();
  const machine = closing.adopt(openWatchedMachine(), (opened) => opened.remove());
  const network = closing.adopt(await openTappedNetwork(), (opened) => opened.close());
  const server = closing.adopt(createDemoServer(machine.centre, network, machine.env), async (started) => void (await started.stop()));
  await server.start();
  const app = closing.adopt(createDemoApp(machine.data, server.url, machine.env), async (started) => void (await started.stop()));
  await app.start();
  const shown = await showWindow(browser, machine.data, await app.address(), undefined, machine.env);
  await work(shown.page, machine).catch(async (error: unknown) => { await shown.close(); throw error; });
  machine.watch(process.pid);
  const all = [...marks, ...network.tokens()];
  const isCentre = (path: string): boolean => path.startsWith("centre/");
  const seenByPrograms = machine.shownByPrograms(all);
  const whileOpen = searchFolder(machine.root, all, isCentre);
  const fallen = crashPages();
  await wait(DUMPED_WITHIN_MS);
  await shown.close();
  const dumps = readdirSync(machine.root, { recursive: true }).map(String).filter((path) => path.endsWith(".dmp"));
  const afterwards = searchFolder(machine.root, all, isCentre);
  const profile = searchFolder(windowProfile(machine.data), [{ name: "that it is there", text: "credentials_enable_service" }]);
  const atCentre = searchFolder(machine.centre, clientMarks).map(({ mark }) => mark);
  expect({ whileOpen, afterwards, seenByPrograms }).toEqual({ whileOpen: [], afterwards: [], seenByPrograms: [] });
  expect(fallen).toBeGreaterThan(0);
  // A fall of the browser is dumped where it is swept, if at all.
  expect(dumps.filter((path) => !path.startsWith(join("data", "window", "/")))).toEqual([]);
  sweepWindowProfile(machine.data);
  expect(existsSync(windowProfile(machine.data))).toBe(false);
  // The search finds: the profile is one that was used, and the centre has what was typed.
  expect(profile.length).toBeGreaterThan(0);
  expect(atCentre).toEqual(expect.arrayContaining(["company", "SIREN", "document content"]));
});

async function work(page: Page, machine: WatchedMachine): Promise<void> {
  await signInHere(page, "Maëlle Exemple");
  await newFile(page);
  await typeFile(page, { siren: String(markedFields.siren), legalName: String(markedFields.legalName), amount: "187 654", iban: String(markedFields.iban), signatoryName: String(markedFields.signatoryName) });
  const part = page.getByRole("region", { name: t("documents.title") });
  for (const [name, mimeType, buffer] of [[DOCUMENT_NAME, "application/pdf", markedDocument()], [PICTURE, "image/png", Buffer.from(somePng())]] as const) {
    const chooser = page.waitForEvent("filechooser");
    await part.locator(".documents-add .button").first().press("Enter");
    await (await chooser).setFiles({ name, mimeType, buffer });
    await expect(part.getByRole("listitem").filter({ hasText: name })).toContainText(t("documents.centre"), { timeout: 60_000 });
  }
  await part.getByRole("button", { name: t("documents.action", { action: t("documents.preview"), name: PICTURE }) }).press("Enter");
  await expect(page.getByRole("dialog", { name: PICTURE })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.locator("#field-legalName").press("ControlOrMeta+A");
  await page.keyboard.press("ControlOrMeta+C");
  machine.watch(process.pid);
  await page.evaluate(() => { location.hash = "#/files/all"; });
  await page.locator(".list-search .input").fill(SEARCH);
  await expect(page.getByRole("main")).toContainText(String(markedFields.legalName));
  await page.evaluate(() => { location.hash = "#/settings"; });
  await page.getByRole("main").getByRole("button", { name: t("frame.lock") }).click();
  for (const passphrase of [MISTYPED, PASSPHRASE]) {
    await page.getByLabel(t("door.passphrase.label")).fill(passphrase);
    await page.keyboard.press("Enter");
    await expect(passphrase === MISTYPED ? page.getByRole("alert") : page.getByRole("navigation", { name: t("frame.rail") })).toBeVisible();
  }
  await page.waitForTimeout(KEPT_AFTER_MS);
}
