import { expect, test } from "@playwright/test";
import { startChild } from "./support/child.ts";
import { ADDRESS, isServed, startsOfOwn } from "./support/starts-of-own.ts";

const { environment, start } = startsOfOwn();

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

test("[GO5] a start that is killed takes its server with it", async () => {
  const started = start();
  const [server = ""] = (await started.saw(/http:\/\/127\.0\.0\.1:\d+/));
  await started.saw(ADDRESS);
  await started.kill9();
  await expect.poll(() => isServed(`${server}/healthz`), { timeout: 20_000 }).toBe(false);
});
