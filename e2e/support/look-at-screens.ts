import { expect, test, type Page } from "@playwright/test";
import { axeIssues } from "./axe-issues.ts";
import { openStory } from "./open-story.ts";
import { serveStories, stories, type StoryServer } from "./stories.ts";

/** Their colours are held token by token (renderer/styles/tokens.test.ts); here each screen is seen in one of them, in a long round in both. */
const OTHERS = ["dark", "contrast"] as const;
const isLong = process.env["GUICHET_LONG"] === "1";
const HUNG_MS = 600_000;
/** One column, the narrowest with icons beside the words of the rail, 200 % of a small screen, and the list folded away. */
const SIZES = [{ width: 320, height: 640 }, { width: 601, height: 700 }, { width: 640, height: 360 }, { width: 1000, height: 700 }] as const;
const USUAL = { width: 1440, height: 900 };
const MOST_MOTION_MS = 150;

/** Opening a screen costs more than looking at it: each is opened once, for everything that is asked of all. These parts of all screens, beside each other. */
export function lookAtScreens(parts: readonly number[], of: number): void {
  let server: StoryServer;
  test.beforeAll(async () => { server = await serveStories(); });
  test.afterAll(() => server.close());
  test.describe.configure({ mode: "parallel" });
  // A picture of the page at each step would take longer than the looking; a failure names its screen.
  test.use({ trace: "off" });
  for (const part of parts) test(`every screen, part ${part} of ${of}: axe finds nothing serious in any theme, headings and landmarks are in order, nothing is cut at 320 px or at 200 %, nothing moves unasked, and the console is silent`, async ({ page }) => {
    test.setTimeout(HUNG_MS);
    const said: string[] = [];
    page.on("console", (message) => void (message.type() === "error" && said.push(message.text())));
    page.on("pageerror", (error) => void said.push(error.message));
    const own = stories.filter((_story, n) => n % of === part - 1);
    for (const [n, story] of own.entries()) {
      await page.emulateMedia({ reducedMotion: "reduce" });
      await openStory(page, server, story, { language: "fr", theme: "light" });
      expect.soft(await axeIssues(page), story.name).toEqual([]);
      expect.soft(await longestMotion(page), `${story.name}, motion unwanted`).toBe(0);
      await expectOutline(page, story.name);
      // What does not depend on colours is the same in every theme.
      for (const theme of OTHERS.filter((_theme, which) => isLong || which === n % 2)) {
        await page.evaluate((name) => { document.documentElement.dataset["theme"] = name; }, theme);
        expect.soft(await axeIssues(page, ["color-contrast"]), `${story.name}, ${theme}`).toEqual([]);
      }
      for (const size of SIZES) {
        await page.setViewportSize(size);
        const over = await page.evaluate(() => [document.documentElement, ...document.querySelectorAll(".rail")].map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth));
        expect.soft(Math.max(...over), `${story.name}, ${size.width} px`).toBeLessThanOrEqual(0);
      }
      await page.setViewportSize(USUAL);
      await page.emulateMedia({ reducedMotion: "no-preference" });
      expect.soft(await longestMotion(page), `${story.name}, motion`).toBeLessThanOrEqual(MOST_MOTION_MS);
      expect.soft(said.splice(0), story.name).toEqual([]);
    }
  });
}

/** The longest that anything on the page moves for, in ms. */
const longestMotion = (page: Page): Promise<number> => page.evaluate(() => {
  const ms = (list: string): number => Math.max(...list.split(",").map((part) => Number.parseFloat(part) * (part.trim().endsWith("ms") ? 1 : 1_000)));
  return Math.max(...[...document.querySelectorAll("*")].map((element) => {
    const style = getComputedStyle(element);
    return Math.max(ms(style.transitionDuration), style.animationName === "none" ? 0 : ms(style.animationDuration));
  }));
});

/** One main part, one first heading, no level left out, and no landmark without a name where there are two. */
async function expectOutline(page: Page, name: string): Promise<void> {
  const found = await page.evaluate(() => {
    const seen = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true });
    const heads = [...document.querySelectorAll("h1, h2, h3, h4")].filter(seen).map((head) => Number(head.tagName.slice(1)));
    const landmarks = [...document.querySelectorAll("nav, aside")].filter(seen).map((part) => `${part.tagName} ${part.getAttribute("aria-label") ?? ""}`);
    return { mains: document.querySelectorAll("main").length, firsts: heads.filter((level) => level === 1).length, levels: [...new Set(heads)].toSorted((a, b) => a - b), landmarks };
  });
  expect.soft([found.mains, found.firsts], name).toEqual([1, 1]);
  expect.soft(found.levels, name).toEqual(found.levels.map((_, i) => i + 1));
  expect.soft(new Set(found.landmarks).size, name).toBe(found.landmarks.length);
}
