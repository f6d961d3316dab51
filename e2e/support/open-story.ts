import { expect, type Page } from "@playwright/test";
import { stories, type Story, type StoryServer } from "./stories.ts";

export type Look = Parameters<StoryServer["url"]>[1];

/** Shows a screen over the fake core, with what it presses to get there. */
export async function openStory(page: Page, server: StoryServer, story: Story, look: Look): Promise<void> {
  await page.goto("about:blank");
  await page.goto(server.url(story, look));
  await expect(page.locator("#root > *").first()).toBeVisible();
  if (story.waitFor !== undefined) await page.locator(story.waitFor).first().waitFor();
  if (story.click !== undefined) await page.locator(story.click).first().click();
  for (const key of story.press ?? []) await page.keyboard.press(key);
  if (story.after !== undefined) await page.locator(story.after.waitFor).first().waitFor();
  for (const key of story.after?.press ?? []) await page.keyboard.press(key);
  await page.waitForTimeout(60);
}

export function storyNamed(name: string): Story {
  const story = stories.find((each) => each.name === name);
  if (story === undefined) throw new Error(`no story ${name}`);
  return story;
}
