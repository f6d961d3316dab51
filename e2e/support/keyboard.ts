import { expect, type Page } from "@playwright/test";

const MOST = 160;

/** Presses Tab until the element that has the focus matches `selector` and holds `text`. Fails when the whole page was gone through. */
export async function tabTo(page: Page, selector: string, text = ""): Promise<void> {
  for (let i = 0; i < MOST; i += 1) {
    if (await page.evaluate(([wanted, said]) => (document.activeElement?.matches(wanted) ?? false) && (document.activeElement?.textContent.includes(said) ?? false), [selector, text] as const)) return;
    await page.keyboard.press("Tab");
  }
  expect(await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200)), `the keyboard never reached ${selector} ${text}`).toBe(selector);
}
