import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, type Locator, type Page } from "@playwright/test";
import { readPaper } from "../paper/test-support/read-paper.ts";
import { words } from "../shared/i18n/texts.ts";
import { verificationWords } from "../shared/i18n/verification-words.ts";
import type { CodedError } from "../shared/kernel/error-codes.ts";
import type { Result } from "../shared/kernel/result.ts";
import { readSignature } from "../sync-server/attestation/testing/read-signature.ts";
import { remoteServices, remoteWorkstation, type RemoteWorkstation } from "../sync-server/testing/remote-services.ts";
import { soundFields } from "../sync-server/testing/sound-fields.ts";
import { newId } from "../sync-server/testing/workstation.ts";
import { axeIssues } from "./support/axe-issues.ts";
import { newFile, signInByKeyboard, typed, typeFile } from "./support/desk-page.ts";
import { tabTo } from "./support/keyboard.ts";
import { readCode } from "./support/read-code.ts";
import { startDemo, type Demo } from "./support/start-demo.ts";

const { fr, en } = words;
const [pageFr, pageEn] = [verificationWords("fr"), verificationWords("en")];
test.describe.configure({ mode: "serial" });
let demo: Demo;
const folder = mkdtempSync(join(tmpdir(), "guichet-attestation-"));
test.beforeAll(async () => { demo = await startDemo(); });
test.afterAll(async () => {
  await demo.stop();
  rmSync(folder, { recursive: true, force: true });
});

const outcome = (page: Page): Locator => page.locator("#outcome");
const heading = (page: Page, name: string): Locator => outcome(page).getByRole("heading", { name });
const plain = (text: string): string => text.replaceAll(/\s+/g, " ");
/** Opened anew, as a camera does: the same address with another fragment would be the same page. */
async function open(page: Page, link: string): Promise<void> {
  await page.goto("about:blank");
  await page.goto(link);
}
const inPalette = async (page: Page, text: string): Promise<void> => {
  await page.keyboard.press("Control+k");
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
};
const downloaded = async (page: Page, how: () => Promise<void>): Promise<{ readonly name: string; readonly bytes: Buffer }> => {
  const download = page.waitForEvent("download");
  await how();
  const copy = await download;
  return { name: copy.suggestedFilename(), bytes: readFileSync(await copy.path()) };
};

/** OpenSSL on the certificates that the signature brings; where there is none, only the shape is judged. */
function isSealed(pdf: Uint8Array): boolean {
  const { range: [from, , rest, length], content, cms } = readSignature(pdf);
  if (from !== 0 || rest + length !== pdf.length) return false;
  writeFileSync(join(folder, "cms"), cms);
  writeFileSync(join(folder, "content"), content);
  const judged = spawnSync("openssl", ["cms", "-verify", "-noverify", "-binary", "-inform", "DER", "-in", join(folder, "cms"), "-content", join(folder, "content"), "-out", join(folder, "out")]);
  return judged.error !== undefined || judged.status === 0;
}

let link = "";
let number = "";

test("an advisor obtains the sealed attestation by keyboard; offline she is told what is missing, and makes the copy without a seal", async ({ page }) => {
  test.setTimeout(240_000);
  await signInByKeyboard(page, await demo.appUrl(), "Maëlle Exemple");
  await newFile(page);
  await typeFile(page, typed);
  await page.keyboard.press("Control+Enter");
  await tabTo(page, "dialog .button.main");
  await page.keyboard.press("Enter");
  await expect(page.locator(".registered .number")).toHaveText(/^1-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]$/, { timeout: 60_000 });
  number = (await page.locator(".registered .number").textContent()) ?? "";
  const part = page.getByRole("region", { name: fr.t("papers.title") });
  await expect(part).toContainText(fr.t("papers.sealNote"));

  const sealed = await downloaded(page, () => inPalette(page, "attestation scell"));
  expect(sealed.name).toBe(`${number}-attestation-2020-04-15.pdf`);
  await expect(part.locator("output")).toHaveText(fr.t("papers.sealed", { name: sealed.name }));
  const read = await readPaper(sealed.bytes);
  const text = plain(read.pages.map(({ shown }) => shown).join("\n"));
  for (const words of [number, "Scellée par le centre", "250 000,00 €", "autorité de test", "DÉMONSTRATION"]) expect(text).toContain(words);
  for (const person of ["Maëlle", "Signataire"]) expect(text).not.toContain(person);
  expect(isSealed(sealed.bytes)).toBe(true);
  link = readCode(sealed.bytes);
  expect(link).toContain(`${demo.serverUrl}/verification#1.${number}.002000008.25000000.`);
  expect(await axeIssues(page)).toEqual([]);

  demo.cutNetwork();
  await part.getByRole("button", { name: fr.t("papers.make.attestation") }).press("Enter");
  const alert = part.getByRole("alert");
  await expect(alert).toContainText(fr.t("G9705.happened"), { timeout: 90_000 });
  expect(await axeIssues(page)).toEqual([]);
  const copy = await downloaded(page, () => alert.getByRole("button", { name: fr.t("papers.unsealed") }).press("Enter"));
  demo.restoreNetwork();
  expect(copy.name).toBe(`${number}-enregistrement-2020-04-15.pdf`);
  expect(plain((await readPaper(copy.bytes)).text)).toContain(plain(fr.t("paper.copy.unsealed")));
});

test("whoever scans its code is told in the page that it is valid; a changed amount is a false seal, and by hand no match", async ({ page }) => {
  const addresses: string[] = [];
  page.on("request", (request) => void addresses.push(request.url()));
  await open(page, link);
  await expect(heading(page, pageFr.say("seal.valid.title"))).toBeVisible();
  await expect(outcome(page)).toContainText(number);
  await expect(outcome(page)).toContainText("250\u202f000,00\u00a0€");
  expect(await axeIssues(page)).toEqual([]);
  // In English, and its code stays in the address.
  await page.getByRole("link", { name: "English" }).press("Enter");
  await expect(heading(page, pageEn.say("seal.valid.title"))).toBeVisible();
  await expect(outcome(page)).toContainText("€250,000.00");
  expect(page.url()).toBe(link.replace("#", "?lang=en#"));

  for (const [changed, title] of [[link.replace(".25000000.", ".2500000000."), "seal.forged.title"], [link.replace(".002000008.", ".002000016."), "seal.forged.title"], [link.slice(0, -12), "seal.damaged.title"], [link.replace("#1.", "#2."), "seal.newer.title"]] as const) {
    await open(page, changed);
    await expect(heading(page, pageFr.say(title))).toBeVisible();
    await expect(outcome(page)).not.toContainText("€");
    expect(await axeIssues(page)).toEqual([]);
  }
  await page.locator("#number").fill(number);
  await page.locator("#siren").fill("002000008");
  await page.locator("#amount").fill("250 000,01");
  await page.keyboard.press("Enter");
  await expect(heading(page, pageFr.say("mismatch.title"))).toBeVisible();
  await expect(outcome(page)).not.toContainText("250\u202f000,00");
  // What follows the # goes to nobody, nor into a log.
  for (const secret of [number, "25000000", "002000008"]) expect([...addresses.map((address) => address.split("#")[0]), demo.server.said()].join("\n")).not.toContain(secret);
});

test("a browser that cannot check the seal says so, and a centre that is away confirms nothing", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(SubtleCrypto.prototype, "importKey", { value: async () => await Promise.reject(new DOMException("no Ed25519", "NotSupportedError")) });
  });
  await open(page, link);
  await expect(outcome(page)).toContainText(pageFr.say("seal.unable.text"));
  await expect(outcome(page)).toContainText(pageFr.say("seal.byHand"));
  await page.route("**/v1/verification-keys", (route) => route.abort());
  await open(page, link);
  await expect(outcome(page)).toContainText(pageFr.say("seal.offline.text"));
});

const valueOf = <T>(result: Result<T, CodedError>): T => {
  if (!result.ok) throw new Error(`refused: ${result.error.code}`);
  return result.value;
};

/** A registered file of a company of its own, and its attestation's link whenever it is asked for. */
async function registered(advisor: RemoteWorkstation, siren: string) {
  const { centre: { id }, epoch } = await hello();
  const file = newId();
  const [, verdict] = await advisor.send({ kind: "created", file, body: { fields: soundFields({ siren }) } }, { kind: "submitted", file, base: 1 });
  expect(verdict?.kind).toBe("accepted");
  const attest = async (): Promise<string> => {
    const { pdf } = valueOf(await remoteServices(demo.serverUrl, advisor.token).attest(advisor.caller, { protocol: 1, centre: id, epoch: epoch.id, replica: advisor.replica, file, language: "en" }, ""));
    return readCode(Buffer.from(pdf, "base64"));
  };
  return { file, attest };
}
async function hello(): Promise<{ readonly centre: { readonly id: string }; readonly epoch: { readonly id: string } }> {
  const told: { readonly centre: string; readonly epoch: { readonly id: string } } = await (await fetch(`${demo.serverUrl}/v1/hello`)).json();
  return { centre: { id: told.centre }, epoch: told.epoch };
}

test("after less was disbursed the first attestation is amended and the next is valid; after a cancellation it is cancelled", async ({ page }) => {
  const [advisor, manager] = [await remoteWorkstation(demo.serverUrl, "maelle.exemple"), await remoteWorkstation(demo.serverUrl, "gwenola.maquette")];
  const record = async (by: RemoteWorkstation, file: string, base: number, step: string, facts: object): Promise<void> => {
    const [verdict] = await by.send({ kind: "recorded", file, base, body: { step, facts: { on: "2020-04-15", ...facts } } });
    expect([step, verdict]).toEqual([step, expect.objectContaining({ kind: "accepted" })]);
  };
  const lent = await registered(advisor, "002000040");
  const before = await lent.attest();
  await record(manager, lent.file, 2, "approved", {});
  await record(advisor, lent.file, 3, "disbursed", { amount: 8_000_000 });
  await open(page, before);
  await expect(heading(page, pageFr.say("seal.amended.title"))).toBeVisible();
  await expect(outcome(page)).toContainText("100\u202f000,00\u00a0€");
  await expect(outcome(page)).not.toContainText("80\u202f000");
  expect(await axeIssues(page)).toEqual([]);
  await open(page, await lent.attest());
  await expect(heading(page, pageFr.say("seal.valid.title"))).toBeVisible();
  await expect(outcome(page)).toContainText("80\u202f000,00\u00a0€");

  const given = await registered(advisor, "002000057");
  const cancelled = await given.attest();
  await record(manager, given.file, 2, "cancelled", { reason: "ABANDON_CLIENT", why: "Le client renonce." });
  await open(page, cancelled.replace("#", "?lang=en#"));
  await expect(heading(page, pageEn.say("seal.cancelled.title"))).toBeVisible();
  expect(await axeIssues(page)).toEqual([]);
  await expect(given.attest()).rejects.toThrow("G9702");
});

test("in English the desk hands over an attestation in English", async ({ page }) => {
  await signInByKeyboard(page, await (await demo.addApp()).address(), "Yann Modèle");
  await inPalette(page, "English");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.getByText("Atelier Imaginaire").first().click();
  const part = page.getByRole("region", { name: en.t("papers.title") });
  const sealed = await downloaded(page, () => part.getByRole("button", { name: en.t("papers.make.attestation") }).press("Enter"));
  const read = await readPaper(sealed.bytes);
  expect([read.lang, plain(read.text).includes("Sealed by the centre")]).toEqual(["en-GB", true]);
});
