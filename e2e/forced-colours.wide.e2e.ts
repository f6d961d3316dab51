import { expect, test, type Page } from "@playwright/test";
import { openStory, storyNamed } from "./support/open-story.ts";
import { serveStories, type StoryServer } from "./support/stories.ts";

let server: StoryServer;
test.beforeAll(async () => { server = await serveStories(); });
test.afterAll(() => server.close());

/** What WCAG 1.4.11 asks of a control's outline, of a mark and of the focus. */
const LEAST = 3;
const themes = ["light", "dark", "contrast"] as const;

const show = (page: Page, name: string, theme: (typeof themes)[number] = "light"): Promise<void> => openStory(page, server, storyNamed(name), { language: "fr", theme });

/** How much what `property` draws on each element found stands out from what is behind it, and how thick it is (0 where it draws nothing). */
async function drawn(page: Page, selector: string, property: "border-bottom" | "border-left" | "outline" | "color"): Promise<readonly { readonly what: string; readonly contrast: number; readonly width: number }[]> {
  return page.locator(selector).evaluateAll((elements, asked) => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const luminance = (colour: string): number => {
      if (canvas === null) return 0;
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [r = 0, g = 0, b = 0] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (element: Element | null): string => {
      for (let at = element; at !== null; at = at.parentElement) {
        const { backgroundColor } = getComputedStyle(at);
        if (!/^(transparent|rgba\(.*, 0\))$/.test(backgroundColor)) return backgroundColor;
      }
      return "white";
    };
    return elements.filter((element) => element.checkVisibility()).map((element) => {
      const style = getComputedStyle(element);
      const colour = style.getPropertyValue(asked === "color" ? "color" : `${asked}-color`);
      const [high = 0, low = 0] = [luminance(colour), luminance(behind(asked === "color" ? element : element.parentElement))].toSorted((a, b) => b - a);
      const line = asked === "color" ? "solid" : style.getPropertyValue(`${asked}-style`);
      const width = asked === "color" ? 1 : line === "none" ? 0 : Number.parseFloat(style.getPropertyValue(`${asked}-width`));
      return { what: element.outerHTML.slice(0, 120), contrast: (high + 0.05) / (low + 0.05), width };
    });
  }, property);
}

async function expectSeen(page: Page, selector: string, property: Parameters<typeof drawn>[2], width = 1): Promise<void> {
  const all = await drawn(page, selector, property);
  expect(all.length, selector).toBeGreaterThan(0);
  for (const one of all) {
    expect.soft(one.contrast, `${selector} ${property}: ${one.what}`).toBeGreaterThanOrEqual(LEAST);
    expect.soft(one.width, `${selector} ${property}: ${one.what}`).toBeGreaterThanOrEqual(width);
  }
}

test.describe("in the workstation's own colours", () => {
  test.beforeEach(async ({ page }) => page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" }));

  for (const theme of themes) {
    test(`the outlines of fields and buttons, and the marks of states, stay visible, ${theme}`, async ({ page }) => {
      await show(page, "file-ready", theme);
      await expectSeen(page, ".file-form .input, .verdict-foot .button, .list-search .input", "border-bottom");
      await expectSeen(page, ".status svg, .verdict-head svg, .section-state svg, .rail svg, .file-line", "color");
      await show(page, "file-refused", theme);
      await expectSeen(page, ".note", "border-left", 3);
      await expectSeen(page, ".note svg, .at-amount .fault svg, .sync-pill svg", "color");
      await expectSeen(page, "#field-amount[aria-invalid=true]", "border-bottom", 2);
    });
  }

  test("what is chosen or current is told by a line, not by a fill that is gone", async ({ page }) => {
    await show(page, "file-ready");
    await expectSeen(page, ".file-line[aria-current]", "border-left", 4);
    await expectSeen(page, ".rail-place[aria-current=page]", "border-bottom");
    await show(page, "palette");
    await expectSeen(page, "dialog", "border-bottom", 2);
    await expectSeen(page, "li[aria-selected=true]", "outline", 2);
    await show(page, "settings");
    await expectSeen(page, ".choices label:has(input:checked)", "border-bottom", 2);
  });

  test("the parts of the ceiling bar and their key differ from each other", async ({ page }) => {
    await show(page, "file-refused");
    const fills = (selector: string): Promise<readonly string[]> => page.locator(selector).evaluateAll((parts) => parts.map((part) => {
      const style = part.matches(".key") ? getComputedStyle(part, "::before") : getComputedStyle(part);
      return `${style.backgroundColor} ${style.backgroundImage}`;
    }));
    const [bar, key] = [await fills(".bar span"), await fills(".key")];
    expect(new Set(bar).size).toBe(3);
    expect(key).toEqual(bar);
  });

  test("the focus is drawn wherever Tab goes, and in the palette's box", async ({ page }) => {
    await show(page, "file-ready");
    for (let i = 0; i < 40; i += 1) {
      await page.keyboard.press("Tab");
      // A hidden radio is shown by its label, which takes the line.
      await expectSeen(page, ":focus:not(.choices input), .choices label:has(:focus-visible)", "outline", 2);
    }
    await show(page, "palette");
    await expectSeen(page, ".palette-input", "outline", 2);
  });
});
