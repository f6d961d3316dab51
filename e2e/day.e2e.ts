import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { axeIssues } from "./support/axe-issues.ts";

const program = fileURLToPath(new URL("../bench/day/testing/show-some-day.ts", import.meta.url));

/** The page of `npm run day`, in a program of its own, told a day at half past eleven. The day itself is run by bench/day/day.wide.pg.test.ts. */
type Shown = { readonly address: string; readonly tell: (over: object) => void; readonly end: () => Promise<void> } & AsyncDisposable;
async function shown(): Promise<Shown> {
  const child = spawn(process.execPath, [program], { stdio: ["pipe", "pipe", "inherit"] });
  const [address] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  const end = async (): Promise<void> => {
    if (child.exitCode !== null) return;
    const ended = once(child, "exit");
    child.stdin.end();
    await ended;
  };
  return { address, tell: (over) => void child.stdin.write(`${JSON.stringify(over)}\n`), end, [Symbol.asyncDispose]: end };
}

for (const [language, theme] of [["fr", "light"], ["en", "dark"]] as const) {
  test(`[DY7] in ${language} and ${theme}: every figure has its word, nothing is wrong to axe, and at 1280 × 720 and at 200 % nothing is cut off`, async ({ page }) => {
    await using day = await shown();
    const faults: string[] = [];
    page.on("console", (message) => { if (message.type() === "error") faults.push(message.text()); });
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("request", (request) => { if (!request.url().startsWith(day.address) && !request.url().startsWith("data:")) faults.push(request.url()); });
    for (const [width, height] of [[1280, 720], [640, 360], [320, 640]] as const) {
      await page.setViewportSize({ width, height });
      await page.goto(`${day.address}?lang=${language}&theme=${theme}`);
      await expect(page.getByRole("listitem").filter({ hasText: "Auvergne-Rhône-Alpes" })).toContainText(language === "fr" ? "réseau coupé, 208 en attente" : "no network, 208 waiting");
      expect(await axeIssues(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    }
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(language === "fr" ? "25 mars 2020, rejoué" : "25 March 2020, replayed");
    await expect(page.getByText(language === "fr" ? "612,84\u00a0M€" : "€612.84M")).toBeVisible();
    await expect(page.getByText(language === "fr" ? "Plafond dépassé" : "Over the ceiling")).toBeVisible();
    await expect(page.getByRole("img")).toHaveAccessibleName(language === "fr" ? /^Réponses par dix minutes/ : /^Answers of each ten minutes/);
    expect(faults).toEqual([]);
  });
}

test("[DY7] it follows the day without a press, changes language and colours by the keyboard, and says at the end whether the accounts agree", async ({ page }) => {
  await using day = await shown();
  await page.goto(`${day.address}?lang=fr&theme=light`);
  await expect(page.getByText("11 h 30")).toBeVisible();
  day.tell({ minute: 15 * 60 + 31, isDoubling: true, servers: [{ isUp: false }, { isUp: true }] });
  await expect(page.getByText("15 h 31")).toBeVisible();
  await expect(page.getByText("chaque envoi part deux fois")).toBeVisible();
  await expect(page.getByText("1 sur 2")).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  day.tell({ phase: "exact", balance: { lost: 0, twice: 0 } });
  await expect(page.getByText("Exact to the cent: 0 lost, 0 twice")).toBeVisible();
  day.tell({ phase: "inexact", balance: { lost: 2, twice: 1 } });
  await expect(page.getByText("The accounts do not agree: 2 lost, 1 twice")).toBeVisible();
  expect(await axeIssues(page)).toEqual([]);
});

test("[DY7] once the command has ended the page says so and keeps what it showed; a name of another place that leads here is answered nothing", async ({ page, request }) => {
  await using day = await shown();
  await page.goto(`${day.address}?lang=fr`);
  await expect(page.getByText("11 h 30")).toBeVisible();
  expect((await request.get(day.address, { headers: { host: "elsewhere.example" } })).status()).toBe(403);
  expect((await request.get(`${day.address}../main.ts`)).status()).toBe(404);
  await day.end();
  await expect(page.getByText("La journée n’est plus jointe")).toBeVisible();
  await expect(page.getByText("11 h 30")).toBeVisible();
});
