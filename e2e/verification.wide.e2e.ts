import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, type Page } from "@playwright/test";
import { compilePage } from "../build/verification/compile-page.ts";
import { windowPolicy } from "../shared/bridge/window-policy.ts";
import { verificationWords } from "../shared/i18n/verification-words.ts";
import { remoteWorkstation } from "../sync-server/testing/remote-services.ts";
import { soundFields } from "../sync-server/testing/sound-fields.ts";
import { newId } from "../sync-server/testing/workstation.ts";
import { openTcpProxy } from "../build/weather/tcp-proxy.ts";
import { axeIssues } from "./support/axe-issues.ts";
import { createDemoServer } from "./support/demo-server.ts";
import { tabTo } from "./support/keyboard.ts";
import { serveStatic } from "./support/static-site.ts";
import { openVerification, playVerification, serveVerification, verificationStories, type VerificationServer, type VerificationStory } from "./support/verification-stories.ts";

const [fr, en] = [verificationWords("fr"), verificationWords("en")];

/** What the browser complains of, but for the statuses that a story is about. */
function complaints(page: Page): string[] {
  const said: string[] = [];
  page.on("console", (message) => void (message.type() === "error" && !/status of (429|503)/.test(message.text()) && said.push(message.text())));
  page.on("pageerror", (error) => void said.push(error.message));
  return said;
}
function named(name: string): VerificationStory {
  const story = verificationStories.find((each) => each.name === name);
  if (story === undefined) throw new Error(`no story ${name}`);
  return story;
}
const outcome = (page: Page) => page.locator("#outcome");

test("a registered file is verified by its number, by keyboard; a cent more is not blessed; nothing of it enters an address or a log", async ({ page: stranger }) => {
  const root = mkdtempSync(join(tmpdir(), "guichet-verification-"));
  const network = await openTcpProxy();
  const demo = createDemoServer(join(root, "server"), network);
  try {
    await demo.start();
    const advisor = await remoteWorkstation(demo.url, "maelle.exemple");
    const file = newId();
    const [, verdict] = await advisor.send({ kind: "created", file, body: { fields: soundFields({ siren: "002000008", amount: 25_000_000, exposureAtGrant: 25_000_000 }) } }, { kind: "submitted", file, base: 1 });
    const registered = verdict?.kind === "accepted" ? verdict.number ?? "" : "";
    expect(registered).toMatch(/^1-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]$/);

    const said = complaints(stranger);
    const addresses: string[] = [];
    stranger.on("request", (request) => void addresses.push(request.url()));
    await stranger.goto(`${demo.url}/verification#kept`);
    await expect(stranger.getByText(fr.say("demonstration"))).toBeVisible();
    expect(await axeIssues(stranger)).toEqual([]);
    await tabTo(stranger, "#number");
    await stranger.keyboard.type(registered.toLowerCase().replaceAll("-", " "));
    await tabTo(stranger, "#siren");
    await stranger.keyboard.type("002 000 008");
    await tabTo(stranger, "#amount");
    await stranger.keyboard.type("250 000");
    await expect(stranger.locator("#amount-echo")).toHaveText(fr.say("amount.understood", { amount: "250\u202f000,00\u00a0€" }));
    await stranger.keyboard.press("Enter");
    await expect(outcome(stranger).getByRole("heading", { name: fr.say("match.title") })).toBeVisible();
    await expect(outcome(stranger)).toContainText(registered);
    expect(await axeIssues(stranger)).toEqual([]);

    await stranger.locator("#amount").fill("250 000,01");
    await expect(outcome(stranger)).toHaveText(fr.say("stale"));
    await stranger.keyboard.press("Enter");
    await expect(outcome(stranger).getByRole("heading", { name: fr.say("mismatch.title") })).toBeVisible();
    await expect(outcome(stranger)).not.toContainText(fr.say("match.title"));

    await stranger.getByRole("link", { name: "English" }).press("Enter");
    await expect(stranger.locator("html")).toHaveAttribute("lang", "en");
    await expect(outcome(stranger).getByRole("heading", { name: en.say("mismatch.title") })).toBeVisible();
    await stranger.locator("#amount").fill("250,000.00");
    await stranger.getByRole("button", { name: en.say("submit") }).press("Enter");
    await expect(outcome(stranger).getByRole("heading", { name: en.say("match.title") })).toBeVisible();
    expect(stranger.url()).toBe(`${demo.url}/verification?lang=en#kept`);

    const told = [...addresses, demo.said()].join("\n");
    expect(addresses.length).toBeGreaterThan(5);
    for (const secret of [registered, registered.replaceAll("-", ""), "002000008", "25000000", "250 000", "amount"]) expect(told).not.toContain(secret);
    expect(said).toEqual([]);
  } finally {
    await demo.stop();
    await network.close();
    rmSync(root, { recursive: true, force: true });
  }
});

test.describe("the page in each of its states", () => {
  let server: VerificationServer;
  test.beforeAll(async () => { server = await serveVerification(); });
  test.afterAll(() => server.close());
  for (const [language, colorScheme] of [["fr", "light"], ["en", "dark"]] as const) {
    test(`axe finds nothing from moderate up, the policy has nothing to refuse, and nothing is cut at 320 px and at 200 %, ${language}, ${colorScheme}`, async ({ page }) => {
      const said = complaints(page);
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      for (const story of verificationStories) {
        await page.setViewportSize({ width: 1280, height: 800 });
        await page.goto(server.url(story, language));
        await playVerification(page, story);
        await expect(page.locator("html")).toHaveAttribute("lang", language);
        expect.soft(await axeIssues(page), story.name).toEqual([]);
        for (const width of [320, 640]) {
          await page.setViewportSize({ width, height: 360 });
          expect.soft(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${story.name}, ${width} px`).toBeLessThanOrEqual(0);
        }
      }
      expect(said).toEqual([]);
    });
  }

  test("faults lead to their fields by keyboard, and the address stays as it was", async ({ page }) => {
    await page.goto(`${server.url(named("verification"), "fr")}#kept`);
    await tabTo(page, "button[type=submit]");
    await page.keyboard.press("Enter");
    await expect(page.locator("#summary")).toBeFocused();
    await expect(page.locator("#summary")).toContainText(fr.count("faults.title", 3));
    await expect(page.locator("#siren")).toHaveAttribute("aria-invalid", "true");
    await expect(page.locator("#siren")).toHaveAccessibleDescription(new RegExp(fr.say("siren.REQUIRED")));
    await tabTo(page, "#summary a", fr.say("siren.REQUIRED"));
    await page.keyboard.press("Enter");
    await expect(page.locator("#siren")).toBeFocused();
    expect(page.url()).toMatch(/\/verification#kept$/);
    await playVerification(page, named("verification-match"));
    await expect(page.locator("#summary")).toBeHidden();
    await expect(page.locator("#siren")).not.toHaveAttribute("aria-invalid");
    await expect(outcome(page).getByRole("heading", { name: fr.say("match.title") })).toBeVisible();
  });

  test("an answer that comes after the figures have changed is not shown beside the new ones", async ({ page }) => {
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
    await page.route("**/v1/verify", async (route) => {
      await held;
      await route.continue();
      arrive();
    });
    await page.goto(server.url(named("verification"), "fr"));
    for (const [field, text] of Object.entries(named("verification-match").typed ?? {})) await page.locator(`#${field}`).fill(text);
    const answered = page.waitForResponse("**/v1/verify");
    await page.getByRole("button", { name: fr.say("submit") }).click();
    await expect(outcome(page)).toHaveText(fr.say("asking"));
    await page.locator("#amount").fill("250 000,51");
    release();
    await arrived;
    await (await answered).finished();
    await page.waitForTimeout(200);
    await expect(outcome(page)).toHaveText(fr.say("stale"));
  });

  test("a centre that cannot be reached confirms nothing, and says so", async ({ page }) => {
    await page.goto(server.url(named("verification"), "en"));
    await page.route("**/v1/verify", (route) => route.abort());
    await playVerification(page, named("verification-match"));
    await expect(outcome(page).getByRole("heading", { name: en.say("fail.title") })).toBeVisible();
    await expect(outcome(page)).toContainText(en.say("fail.note"));
  });
});

test("served from an origin of its own, the page asks its centre across, and a page of a third origin may not", async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), "guichet-site-"));
  let api = "http://127.0.0.1:9";
  const policy = (): string => windowPolicy("'self'").replace("connect-src 'self'", `connect-src ${api}`);
  const [site, other] = [await serveStatic(folder, policy), await serveStatic(folder, policy)];
  const centre = await openVerification({ origin: site.origin });
  api = centre.address;
  const match = named("verification-match");
  try {
    await compilePage({ out: folder, base: "/", api });
    await page.goto(site.origin);
    await playVerification(page, match);
    await expect(outcome(page).getByRole("heading", { name: fr.say("match.title") })).toBeVisible();
    await page.goto(other.origin);
    await playVerification(page, match);
    await expect(outcome(page).getByRole("heading", { name: fr.say("fail.title") })).toBeVisible();
  } finally {
    await centre.close();
    site.close();
    other.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
