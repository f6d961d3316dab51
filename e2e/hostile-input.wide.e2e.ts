import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, type CDPSession, type Page } from "@playwright/test";
import { MAX_DOCUMENTS_PER_FILE } from "../shared/documents/document.ts";
import { words } from "../shared/i18n/texts.ts";
import { somePdf, somePng, somePngOf } from "../shared/testing/some-documents.ts";
import { newFile, signInByKeyboard } from "./support/desk-page.ts";
import { startDemo, type Demo } from "./support/start-demo.ts";

const { t } = words.fr;
let demo: Demo;
let folder: string;
test.beforeAll(async () => {
  demo = await startDemo();
  folder = mkdtempSync(join(tmpdir(), "guichet-hostile-"));
});
test.afterAll(async () => {
  await demo.stop();
  rmSync(folder, { recursive: true, force: true });
});

const put = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
/** Dropped by the system itself, which names places on the disk. A browser goes by the page's answer to the movement before: hence two. */
async function drop(session: CDPSession, data: { readonly files?: readonly string[]; readonly items?: readonly { readonly mimeType: string; readonly data: string }[] }, at = { x: 700, y: 500 }): Promise<void> {
  for (const type of ["dragEnter", "dragOver", "dragOver", "drop"] as const) await session.send("Input.dispatchDragEvent", { type, ...at, data: { items: [...(data.items ?? [])], files: [...(data.files ?? [])], dragOperationsMask: 1 } });
}
const part = (page: Page) => page.getByRole("region", { name: t("documents.title") });
const dismissAll = async (page: Page): Promise<void> => {
  const close = part(page).getByRole("button", { name: t("documents.dismiss") });
  while ((await close.count()) > 0) await close.first().press("Enter");
};
/** The window is where it was, and answers. */
async function expectDesk(page: Page, origin: string): Promise<void> {
  expect(new URL(page.url()).origin).toBe(origin);
  await expect(page.getByRole("navigation", { name: t("frame.rail") })).toBeVisible();
  expect(await page.evaluate(() => Reflect.get(window, "hostile"))).toBeUndefined();
}

test("[WS20] what is dropped or pasted is taken for hostile: folders, thousands of files, wrong types, names, pages and addresses change nothing and lead nowhere", async ({ page, context }) => {
  await signInByKeyboard(page, await demo.appUrl(), "Maëlle Exemple");
  const { origin } = new URL(page.url());
  const session = await context.newCDPSession(page);
  const html = put("page.html", "<!doctype html><script>window.hostile = 1</script>");

  // What the page answers to each movement, heard after everybody else: a browser that opens dropped things goes by it.
  await page.evaluate(() => {
    const heard: string[] = [];
    Reflect.set(window, "heard", heard);
    window.addEventListener("dragover", (event) => heard.push(event.defaultPrevented ? (event.dataTransfer?.dropEffect === "none" ? "refused" : "taken") : "left to the browser"));
  });
  const answers = () => page.evaluate((): readonly string[] => [...new Set<string>(Reflect.get(window, "heard").splice(0))]);

  // On a screen that takes no file, neither a file nor an address is opened in place of the desk.
  await drop(session, { files: [html] });
  await drop(session, { items: [{ mimeType: "text/uri-list", data: "https://evil.example/" }, { mimeType: "text/html", data: "<img src=x onerror='window.hostile=1'>" }] });
  await expectDesk(page, origin);
  expect(await answers()).toEqual(["refused"]);

  await newFile(page);
  await page.keyboard.type("002 000 008");
  await page.keyboard.press("Tab");
  await drop(session, { items: [{ mimeType: "text/uri-list", data: "javascript:window.hostile=1" }] });
  await expectDesk(page, origin);
  expect(await answers()).toEqual(["refused"]);

  // A folder, and what is no document: each refused by its name, nothing of it walked.
  mkdirSync(join(folder, "comptes"));
  put("comptes/inside.pdf", somePdf(10, 77));
  await drop(session, { files: [join(folder, "comptes"), html, put("programme.pdf", "MZ this is a program")] });
  const refusals = part(page).getByRole("alert");
  await expect(refusals).toHaveCount(3);
  for (const said of await refusals.all()) await expect(said).toContainText("G7002");
  await dismissAll(page);

  // A picture of a few bytes that says 60,000 × 60,000.
  await drop(session, { files: [put("bombe.png", somePngOf(60_000, 60_000))] });
  await expect(refusals).toContainText("G7009");
  await dismissAll(page);

  // Names that turn the reading around, or are longer than any disk allows: as they are kept, so they are shown.
  const names = ["facture\u202efdp.exe.pdf", `${"é".repeat(4_000)}.pdf`, "../../etc/passwd.pdf", "nul\u0000nul.pdf"];
  await page.evaluate(({ called, content }) => {
    const data = new DataTransfer();
    called.forEach((name, at) => data.items.add(new File([Uint8Array.from([...content, 10, ...Array.from({ length: at }, () => 10)])], name)));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  }, { called: names, content: [...somePdf(20, 5)] });
  const kept = part(page).locator(".document-name");
  await expect(kept).toHaveCount(4);
  for (const name of await kept.allTextContents()) expect([name.length <= 120, /[\p{C}/\\]/u.test(name), name.endsWith(".pdf")]).toEqual([true, false, true]);

  // Thousands at once: those that have a place are tried, one says for all others that there is none.
  await page.evaluate((content) => {
    const data = new DataTransfer();
    for (let n = 0; n < 3_000; n += 1) data.items.add(new File([Uint8Array.from(content)], `${n}.txt`));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  }, [1, 2, 3]);
  await expect(refusals).toHaveCount(MAX_DOCUMENTS_PER_FILE - 4 + 1);
  await expect(refusals.last()).toContainText("G7004");
  await expectDesk(page, origin);
});

test("[WS20] pasted pages are text, and a document in them is not fetched; a picture that came is shown, a PDF is never opened in the window", async ({ page, context }) => {
  await signInByKeyboard(page, await (await demo.addApp()).address(), "Yann Modèle");
  const { origin } = new URL(page.url());
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const outside: string[] = [];
  page.on("request", (request) => void (!request.url().startsWith(origin) && !request.url().startsWith("data:") && outside.push(request.url())));
  await newFile(page);
  await page.keyboard.type("002 000 016");
  await page.keyboard.press("Tab");
  await page.evaluate(async () => {
    const html = "<img src='https://evil.example/x.png' onerror='window.hostile=1'><script>window.hostile=1</script><b>Société Exemple</b>";
    await navigator.clipboard.write([new ClipboardItem({ "text/html": new Blob([html], { type: "text/html" }), "text/plain": new Blob(["<script>window.hostile=1</script>Société Exemple"], { type: "text/plain" }) })]);
  });
  await page.locator("#field-legalName").focus();
  await page.keyboard.press("Control+V");
  await expect(page.locator("#field-legalName")).toHaveValue("<script>window.hostile=1</script>Société Exemple");
  // Longer than the field: the field keeps what it takes, and the window answers.
  await page.evaluate(() => navigator.clipboard.writeText("a".repeat(5_000_000)));
  await page.locator("#field-signatoryName").focus();
  await page.keyboard.press("Control+V");
  await expect.poll(() => page.locator("#field-signatoryName").inputValue().then((text) => text.length > 0 && text.length < 1_000)).toBe(true);

  await page.evaluate(({ png, pdf }) => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(png)], "image.png"));
    data.items.add(new File([Uint8Array.from(pdf)], "piece.pdf"));
    window.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, { png: [...somePng()], pdf: [...somePdf(30, 6)] });
  await expect(part(page).locator(".document-name")).toHaveCount(2);
  const action = (name: string) => part(page).getByRole("button", { name: t("documents.action", { action: t("documents.preview"), name }) });
  await expect(action("piece.pdf")).toHaveCount(0);
  await action("image.png").press("Enter");
  await expect(page.getByRole("dialog", { name: "image.png" }).locator("img")).toBeVisible();
  expect(await page.evaluate(() => [...document.querySelectorAll("iframe, embed, object")].length)).toBe(0);
  expect(outside).toEqual([]);
  expect(await page.evaluate(() => Reflect.get(window, "hostile"))).toBeUndefined();
});
