import { execFile } from "node:child_process";
import process from "node:process";
import { promisify } from "node:util";
import { expect, test, type Page } from "@playwright/test";
import { words } from "../shared/i18n/texts.ts";
import { actAnswerSchema } from "../shared/sync/operator-messages.ts";
import { helloSchema } from "../shared/sync/protocol.ts";
import { signIn } from "../sync-server/identity/testing/sign-in.ts";
import { ask } from "../sync-server/testing/remote-services.ts";
import { newId } from "../sync-server/testing/workstation.ts";
import { axeIssues } from "./support/axe-issues.ts";
import { newFile, signInByKeyboard, typed, typeFile } from "./support/desk-page.ts";
import { tabTo } from "./support/keyboard.ts";
import { startDemo, type Demo } from "./support/start-demo.ts";
import { serveStories } from "./support/stories.ts";

const { t, format } = words.fr;
test.describe.configure({ mode: "serial" });
let demo: Demo;
test.beforeAll(async () => { demo = await startDemo(); });
test.afterAll(() => demo.stop());

/** What an operator's program asks, with her own token. */
async function act(login: string, path: "act" | "decide", body: object) {
  const { access } = await signIn(demo.serverUrl, login, "demonstration");
  const { centre, epoch } = helloSchema.parse(await (await fetch(`${demo.serverUrl}/v1/hello`)).json());
  return await ask(demo.serverUrl, access, `/v1/operator/${path}`, actAnswerSchema, { protocol: 1, centre, epoch: epoch.id, ...body });
}
const history = (page: Page) => page.getByRole("region", { name: t("life.title") }).locator(".by-centre");

test("[LI13] [LI14] a corrected amount, then a released number, are told at home with their reason and read in the file, by keyboard", async ({ page }) => {
  test.setTimeout(240_000);
  await signInByKeyboard(page, await demo.appUrl(), "Maëlle Exemple");
  await newFile(page);
  await typeFile(page, typed);
  await page.keyboard.press("Control+Enter");
  await tabTo(page, "dialog .button.main");
  await page.keyboard.press("Enter");
  await expect(page.locator(".registered .number")).toHaveText(/^1-/, { timeout: 30_000 });
  const number = (await page.locator(".registered .number").textContent()) ?? "";

  const asked = { number, reason: "Le contrat porte un autre montant.", asked: "Courrier du 14/04/2020, réf. 4512" };
  expect(await act("camille.centre", "act", { act: newId(), kind: "corrected", amount: 1_000_000, ...asked })).toMatchObject({ ok: true, value: { outcome: "done" } });
  await expect(history(page)).toContainText(t("life.act.corrected"), { timeout: 30_000 });
  await expect(history(page)).toContainText(asked.reason);
  await expect(history(page)).toContainText(asked.asked);
  await expect(history(page)).toContainText(format.amount(1_000_000));
  await expect(history(page)).toContainText(t("life.centre"));
  expect(await axeIssues(page)).toEqual([]);

  await page.keyboard.press("Control+k");
  await page.keyboard.type(t("frame.toSettle"));
  await page.keyboard.press("Enter");
  const line = page.locator(".inbox-line", { hasText: t("inbox.kind.centre-act") });
  await expect(line).toContainText(asked.reason);
  await line.getByRole("button", { name: t("inbox.do.centre-act") }).press("Enter");
  await expect(page.getByRole("heading", { name: t("life.title") })).toBeFocused();
  await page.keyboard.press("Alt+ArrowLeft");
  await line.getByRole("button", { name: t("inbox.dismiss.centre-act") }).press("Enter");
  await expect(line).toHaveCount(0);

  const id = newId();
  expect(await act("camille.centre", "act", { act: id, kind: "released", ...asked })).toMatchObject({ ok: true, value: { outcome: "waiting" } });
  expect(await act("camille.centre", "decide", { act: id, decision: "confirm" })).toMatchObject({ ok: false, error: { code: "G9723" } });
  expect(await act("dominique.centre", "decide", { act: id, decision: "confirm" })).toMatchObject({ ok: true, value: { outcome: "done" } });
  await expect(page.locator(".inbox-line", { hasText: t("life.act.released") })).toBeVisible({ timeout: 30_000 });
});

test("[LI13] the command of the server says in the terminal's language what it needs", async () => {
  const told = await promisify(execFile)(process.execPath, ["sync-server/main.ts", "operator", "cancel", "1-0000-0000-0"], { env: { ...process.env, GUICHET_DEMONSTRATION: "1", LC_ALL: "fr_FR.UTF-8" } }).catch((error: unknown) => error as { readonly code: number; readonly stderr: string });
  expect([(told as { readonly code: number }).code, told.stderr]).toEqual([2, expect.stringMatching(/Il faut un motif \(--reason, 500 caractères/)]);
});

test("in English, what the centre did reads as that", async ({ page }) => {
  const stories = await serveStories();
  try {
    await page.goto(stories.url({ name: "desk", story: "desk", place: "#/files/all/0190c0de-0000-7000-8000-000000000037" }, { language: "en", theme: "light" }));
    await expect(page.locator(".by-centre")).toContainText("Number released by the centre: the client changes bank");
    await expect(page.locator(".by-centre")).toContainText("the centre");
    expect(await axeIssues(page)).toEqual([]);
  } finally {
    stories.close();
  }
});
