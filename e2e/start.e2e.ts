import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { startChild, type Child } from "./support/child.ts";

/** `npm start` without npm: the same program, on a folder of its own, no display. */
const ADDRESS = /http:\/\/127\.0\.0\.1:\d+\/#t=[\w-]+/;
let root: string;
test.describe.configure({ timeout: 180_000 });
test.beforeEach(() => { root = mkdtempSync(join(tmpdir(), "guichet-start-")); });
const children: Child[] = [];
test.afterEach(async () => {
  for (const child of children.splice(0)) await child.stop();
  rmSync(root, { recursive: true, force: true, maxRetries: 5 });
});

const environment = (over: Readonly<Record<string, string>> = {}) => ({ GUICHET_HOME: root, GUICHET_PORT: "0", LANG: "fr_FR.UTF-8", LC_ALL: undefined, DISPLAY: undefined, WAYLAND_DISPLAY: undefined, ...over });
const start = (over: Readonly<Record<string, string>> = {}): Child => {
  const child = startChild("build/start/start.ts", [], environment(over));
  children.push(child);
  return child;
};
const isServed = (url: string): Promise<boolean> => fetch(url).then(() => true, () => false);

test("[GO1] starts server and client, prints accounts, things to try and an address; Enter and --address print others; all of them work", async ({ browser }) => {
  const started = start();
  const [server = ""] = (await started.saw(/http:\/\/127\.0\.0\.1:\d+/));
  await started.saw(/maelle\.exemple +conseil/);
  await started.saw(/npm run guichet -- status/);
  const addresses = [(await started.saw(ADDRESS))[0]];
  started.write("\n");
  addresses.push((await started.saw(ADDRESS))[0]);
  const beside = startChild("main/hosts/loopback/main.ts", ["--address"], environment());
  addresses.push((await beside.saw(ADDRESS))[0]);
  expect(await beside.ended).toBe(0);
  for (const address of addresses) {
    const page = await (await browser.newContext()).newPage();
    await page.goto(address);
    await expect(page.getByRole("button", { name: /Maëlle Exemple/ })).toBeVisible();
    await page.context().close();
  }
  const again = start();
  await again.saw(/déjà ouvert/);
  expect(await again.ended).toBe(0);
  const status = startChild("main/hosts/cli/main.ts", ["status"], environment());
  await status.saw(/Un Guichet ouvert tient ce dossier/);
  expect(await status.ended).toBe(0);
  expect(await started.stop()).toBe(0);
  expect(started.said()).toContain("Tout ce qui était saisi est enregistré");
  expect(await isServed(`${server}/healthz`)).toBe(false);
});

test("[GO2] [WE10] the weather of a window is made by its screen and by commands; a second start finds its data again, in English where the terminal is", async ({ page }) => {
  const first = start();
  await page.goto((await first.saw(ADDRESS))[0]);
  await page.getByRole("button", { name: /Maëlle Exemple/ }).click();
  await expect(page.locator("input[autocomplete=new-password]")).toHaveCount(2);
  for (const field of await page.locator("input[autocomplete=new-password]").all()) await field.fill("quatre mots sans lien aucun");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("navigation").first()).toBeVisible({ timeout: 30_000 });
  // [WE10] Its weather: a network that is cut is said wherever one is, and by whoever cut it; fair weather ends it.
  await page.getByRole("button", { name: "Météo" }).click();
  await page.getByRole("button", { name: "Couper le réseau" }).click();
  await expect(page.locator(".weather-mark")).toHaveText("Réseau coupé");
  await expect(page.locator(".sync-pill")).toContainText("Hors ligne", { timeout: 30_000 });
  const fair = startChild("main/hosts/cli/main.ts", ["weather", "fair"], environment());
  expect(await fair.ended, fair.said()).toBe(0);
  await expect(page.locator(".weather-mark")).toHaveText("");
  await expect(page.getByRole("heading", { name: "Où est chaque dossier" })).toBeVisible();
  expect(await first.stop()).toBe(0);
  const second = start({ LANG: "en_GB.UTF-8" });
  await second.saw(/Demonstration server ready/);
  await page.goto((await second.saw(ADDRESS))[0]);
  await expect(page.locator("input[autocomplete=current-password]")).toBeVisible();
  expect(await second.stop()).toBe(0);
  expect(second.said()).toContain("Everything that was typed is saved");
});

test("[GO3] a busy port is one sentence that says what to do, and nothing is left running", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => other.once("listening", resolve));
  const { port } = other.address() as AddressInfo;
  const refused = start({ GUICHET_PORT: String(port) });
  expect(await refused.ended).toBe(1);
  expect(refused.said()).toContain(`Le port ${port} (GUICHET_PORT) est déjà pris`);
  expect(refused.said()).not.toMatch(/\n\s+at /);
  other.close();
});

test("[GO4] a damaged data folder is one sentence that names it, and is left as it is", async () => {
  mkdirSync(join(root, "server", "store", "pglite"), { recursive: true });
  writeFileSync(join(root, "server", "store", "pglite", "PG_VERSION"), "not a database");
  const refused = start();
  expect(await refused.ended).toBe(1);
  expect(refused.said()).toContain(root);
  expect(refused.said()).not.toMatch(/\n\s+at /);
  expect(existsSync(join(root, "server", "store", "pglite", "PG_VERSION"))).toBe(true);
});

test("[GO5] a start that is killed takes its server with it", async () => {
  const started = start();
  const [server = ""] = (await started.saw(/http:\/\/127\.0\.0\.1:\d+/));
  await started.saw(ADDRESS);
  await started.kill9();
  await expect.poll(() => isServed(`${server}/healthz`), { timeout: 20_000 }).toBe(false);
});
