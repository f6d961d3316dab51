import { expect, type Page } from "@playwright/test";

/** Presses Tab until `reached` holds for the element that has the focus. Fails when the whole page was gone through. */
export async function tabTo(page: Page, reached: string, key: "Tab" | "Shift+Tab" = "Tab", most = 160): Promise<void> {
  for (let i = 0; i < most; i += 1) {
    if (await page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, reached)) return;
    await page.keyboard.press(key);
  }
  expect(await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200)), `the keyboard never reached ${reached}`).toBe(reached);
}
