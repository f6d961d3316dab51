import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test, type Page } from "@playwright/test";
import { leadingPage } from "../main/hosts/loopback/open-page.ts";
import { words } from "../shared/i18n/texts.ts";
import { startDemo, type Demo } from "./support/start-demo.ts";

const { t } = words.fr;
let demo: Demo;
test.beforeAll(async () => { demo = await startDemo(); });
test.afterAll(() => demo.stop());

const faults = (page: Page): readonly string[] => {
  const said: string[] = [];
  page.on("console", (message) => void (message.type() === "error" && said.push(message.text())));
  page.on("pageerror", (error) => void said.push(error.message));
  return said;
};
const shown = (page: Page) => page.locator("main, [role=main], #root > *").first();

/** A page of another program on this computer: same site, another port. */
async function serveStranger(html: string): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer((_, response) => void response.writeHead(200, { "content-type": "text/html" }).end(html)).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server };
}

test("[LH1] the window opens under its strict policy without one complaint, and forgets its token", async ({ page }) => {
  const said = faults(page);
  await page.goto(await demo.appUrl());
  await expect(shown(page)).toBeVisible();
  await expect.poll(() => page.url()).not.toContain("#t=");
  expect(await page.evaluate(() => document.cookie)).toBe("");
  expect(said).toEqual([]);
});

test("[LH9] a reload goes on, and two windows of one browser do not push each other out", async ({ context, page }) => {
  await page.goto(await demo.appUrl());
  await expect(shown(page)).toBeVisible();
  await page.reload();
  await expect(shown(page)).toBeVisible();
  const beside = await context.newPage();
  const hellos: string[] = [];
  for (const each of [page, beside]) each.on("request", (request) => void (request.url().endsWith("/bridge/hello") && hellos.push(request.url())));
  await beside.goto(page.url());
  await expect(shown(beside)).toBeVisible();
  await page.waitForTimeout(5_000);
  expect(hellos).toHaveLength(1);
});

test("[LH8] the address works once; another browser that has no cookie is told to ask for a fresh one", async ({ browser }) => {
  const address = await demo.appUrl();
  const [one, two] = [await browser.newContext(), await browser.newContext()];
  const [first, second] = [await one.newPage(), await two.newPage()];
  await first.goto(address);
  await expect(shown(first)).toBeVisible();
  const refused = second.waitForResponse((response) => response.url().endsWith("/bridge/hello"));
  await second.goto(address);
  expect((await refused).status()).toBe(401);
  await one.close();
  await two.close();
});

test("[LH3] [LH4] a page of another port reads nothing and does nothing, even in the browser that holds the cookie", async ({ context, page }) => {
  await page.goto(await demo.appUrl());
  await expect(shown(page)).toBeVisible();
  const { origin } = new URL(page.url());
  const stranger = await serveStranger(`<!doctype html><title>stranger</title>`);
  const other = await context.newPage();
  await other.goto(stranger.url);
  const statuses: (number | string)[] = [];
  other.on("response", (response) => void (response.url().startsWith(origin) && statuses.push(response.status())));
  const read = await other.evaluate(async (target) => {
    const attempt = (path: string, init: RequestInit): Promise<string> => fetch(`${target}${path}`, { credentials: "include", ...init }).then(async (answer) => `${answer.type} ${answer.status} ${await answer.text()}`, () => "blocked");
    return [
      await attempt("/bridge/hello", { method: "POST", body: "{}", headers: { "content-type": "application/json" } }),
      await attempt("/bridge/hello", { method: "POST", body: "{}", mode: "no-cors", headers: { "content-type": "text/plain" } }),
      await attempt("/bridge/call", { method: "POST", body: '{"name":"session.state"}', mode: "no-cors" }),
      await attempt("/bridge/events", {}),
      await attempt("/", {}),
      await attempt("/assets/index.js", { mode: "no-cors" }),
    ];
  }, origin);
  for (const answer of read) expect(answer).toMatch(/^(blocked|opaque 0 )$/);
  for (const status of statuses) expect([403, 405]).toContain(status);
  expect(await page.evaluate(() => fetch("bridge/hello", { method: "POST", body: "{}", headers: { "content-type": "application/json" } }).then((answer) => answer.status))).toBe(200);
  stranger.server.close();
});

test("[LH7] neither a frame nor a form of another page reaches it", async ({ context, page }) => {
  await page.goto(await demo.appUrl());
  const { origin } = new URL(page.url());
  const stranger = await serveStranger(`<!doctype html><iframe src="${origin}/" name="inside"></iframe><form method="post" action="${origin}/bridge/call" target="inside" enctype="text/plain"><input name='{"name":"session.lock","x":"' value='"}'></form>`);
  const other = await context.newPage();
  const statuses: number[] = [];
  other.on("response", (response) => void (response.url().startsWith(origin) && statuses.push(response.status())));
  await other.goto(stranger.url);
  await other.evaluate(() => document.querySelector("form")?.submit());
  await expect.poll(() => statuses.length).toBeGreaterThanOrEqual(2);
  expect(new Set(statuses)).toEqual(new Set([403]));
  stranger.server.close();
});

test("[LH2] a name made to point at this computer is refused", async ({ page }) => {
  await page.goto(await demo.appUrl());
  const { port } = new URL(page.url());
  const answer = await page.context().newPage().then((other) => other.goto(`http://localhost:${port}/`));
  expect(answer?.status()).toBe(403);
});

test("[LH13] a sign-in at the provider's own page comes back to the window that asked, and to no forged address", async ({ context, page }) => {
  const other = await demo.addApp();
  await page.goto(await other.address());
  await page.getByRole("button", { name: t("door.signIn.bank") }).click();
  await expect(page.getByText(t("door.signIn.waiting"))).toBeVisible();
  const url = /http:\/\/\S+\/auth\?\S+/.exec(other.said())?.[0];
  const provider = await context.newPage();
  await provider.goto(`${new URL(page.url()).origin}/auth/callback?code=forged&state=forged`);
  await expect(provider.getByText("G3004")).toBeVisible();
  await page.getByRole("button", { name: t("door.signIn.again") }).click();
  await expect.poll(() => other.said().split(url ?? "none").at(-1)).toMatch(/http:\/\/\S+\/auth\?/);
  await provider.goto(/http:\/\/\S+\/auth\?\S+/.exec(other.said().split(url ?? "none").at(-1) ?? "")?.[0] ?? "");
  await provider.locator("input[name=login]").fill("soizic.essai");
  await provider.locator("input[name=password]").fill("demonstration");
  await provider.getByRole("button").last().click();
  await expect(provider.getByText("Vous pouvez fermer cette page")).toBeVisible();
  await expect(page.getByRole("heading", { name: t("door.passphrase.title") })).toBeVisible();
  await expect(page.getByText("Soizic Essai")).toBeVisible();
});

test("[LH12] the file that a browser is given leads to the window", async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), "guichet-leading-"));
  const path = join(folder, "open.html");
  writeFileSync(path, leadingPage(await demo.appUrl()), { mode: 0o600 });
  await page.goto(pathToFileURL(path).href);
  await expect(page).toHaveURL(/^http:\/\/127\.0\.0\.1:\d+\/(#\/.*)?$/);
  await expect(shown(page)).toBeVisible();
  await expect(page.getByText(t("door.demo.title")).or(page.getByRole("navigation")).first()).toBeVisible();
  rmSync(folder, { recursive: true });
});
