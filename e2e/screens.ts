import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type Page } from "@playwright/test";
import { launchOptions } from "../build/browser/find-chromium.ts";
import { smallPng } from "./support/small-png.ts";
import { serveStories, stories, type Story, type StoryServer } from "./support/stories.ts";
import { playVerification, serveVerification, verificationStories } from "./support/verification-stories.ts";

const folder = fileURLToPath(new URL("../docs/screens", import.meta.url));
const looks = [{ language: "fr", theme: "light" }, { language: "fr", theme: "dark" }, { language: "en", theme: "light" }, { language: "en", theme: "dark" }] as const;
const usual = { width: 1280, height: 800 };
/** Screens whose folding is worth a picture, and at which sizes. */
const folded: readonly (readonly [story: string, name: string, size: { readonly width: number; readonly height: number }])[] = [
  ["file-ready", "folded-1000", { width: 1000, height: 700 }], ["file-ready", "column-320", { width: 320, height: 640 }], ["file-ready", "zoom-200", { width: 640, height: 360 }], ["today", "column-320", { width: 320, height: 640 }],
];

/** Screens where the workstation's own colours change most. */
const forced = new Set(["today", "file-ready", "file-refused", "palette"]);

/** Sizes at which the public page is looked at besides, where there is most to fold: a telephone, and 200 %. */
const publicFolded = new Set(["verification-match", "verification-faults"]);
const publicSizes = [{ suffix: "column-320", size: { width: 320, height: 640 } }, { suffix: "zoom-200", size: { width: 640, height: 400 } }] as const;

/** Names to take alone: `npm run screens -- verification`; all when none is given. */
const only = process.argv.slice(2);
const isWanted = ({ name }: { readonly name: string }): boolean => only.length === 0 || only.some((each) => name.startsWith(each));
const [wanted, wantedPublic] = [stories.filter(isWanted), verificationStories.filter(isWanted)];

/** Pictures of every screen, in both languages, light and dark, into docs/screens. The screens are the real ones, over a core that only remembers. */
const server = await serveStories();
const publicServer = await serveVerification();
const browser = await chromium.launch(await launchOptions());
if (only.length === 0) rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
let taken = 0;
try {
  for (const look of looks) {
    const context = await browser.newContext({ viewport: usual, reducedMotion: "reduce", colorScheme: look.theme, locale: look.language === "fr" ? "fr-FR" : "en-GB", timezoneId: "Europe/Paris" });
    const page = await context.newPage();
    await page.clock.setFixedTime(new Date("2020-04-15T10:42:00+02:00"));
    for (const story of wanted) await picture(page, server, story, look, `${story.name}.${look.language}.${look.theme}`);
    if (look.language === "fr" && look.theme === "light") {
      for (const [name, suffix, size] of folded) {
        await page.setViewportSize(size);
        for (const story of wanted.filter((each) => each.name === name)) await picture(page, server, story, look, `${story.name}.${suffix}`);
      }
      await page.setViewportSize(usual);
      await page.emulateMedia({ forcedColors: "active" });
      for (const story of wanted.filter((each) => forced.has(each.name))) await picture(page, server, story, look, `${story.name}.forced-colours`);
    }
    await context.close();
    await publicPictures(look);
  }
  console.log(`${taken} images dans docs/screens / ${taken} pictures in docs/screens`);
} finally {
  await browser.close();
  server.close();
  await publicServer.close();
}

async function picture(page: Page, from: StoryServer, story: Story, look: (typeof looks)[number], name: string): Promise<void> {
  await page.goto("about:blank");
  await page.goto(from.url(story, look));
  await page.locator("#root > *").first().waitFor();
  await page.evaluate(() => document.fonts.ready);
  if (story.waitFor !== undefined) await page.locator(story.waitFor).first().waitFor();
  if (story.click !== undefined) await page.locator(story.click).first().click();
  for (const key of story.press ?? []) await page.keyboard.press(key);
  if (story.after !== undefined) await page.locator(story.after.waitFor).first().waitFor();
  for (const key of story.after?.press ?? []) await page.keyboard.press(key);
  await page.mouse.move(0, 0);
  await page.waitForTimeout(120);
  await keep(page, name);
}

/** The public page, whole: it is read by scrolling. */
async function publicPictures(look: (typeof looks)[number]): Promise<void> {
  const context = await browser.newContext({ viewport: usual, reducedMotion: "reduce", colorScheme: look.theme, timezoneId: "Europe/Paris" });
  const page = await context.newPage();
  for (const story of wantedPublic) {
    for (const { suffix, size } of [{ suffix: undefined, size: usual }, ...(publicFolded.has(story.name) ? publicSizes : [])]) {
      await page.setViewportSize(size);
      await page.goto(publicServer.url(story, look.language));
      await playVerification(page, story);
      await page.mouse.move(0, 0);
      await keep(page, `${story.name}.${suffix === undefined ? "" : `${suffix}.`}${look.language}.${look.theme}`, true);
    }
  }
  await context.close();
}

async function keep(page: Page, name: string, fullPage = false): Promise<void> {
  writeFileSync(join(folder, `${name}.png`), smallPng(await page.screenshot({ fullPage })));
  taken += 1;
}
