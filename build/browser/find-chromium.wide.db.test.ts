import { chromium } from "@playwright/test";
import { expect, test } from "vitest";
import { browserOrigin, launchOptions } from "./find-chromium.ts";

const text = "Prêt garanti par l'État : œuvre, Noël, çà et là";
const letters = ["e", "é", "è", "à", "ç", "œ", "É", "À", "Ç", "Œ", "€", "«", "\u{10FFFD}"];

test("a browser starts on this machine, and has a font with French letters", async () => {
  const browser = await chromium.launch(await launchOptions());
  try {
    const page = await browser.newPage();
    await page.setContent(`<meta charset="utf-8"><p>${text}</p>`);
    expect(await page.locator("p").textContent()).toBe(text);
    // A letter that no font has is drawn like U+10FFFD: one empty box, or nothing: each must have a drawing of its own.
    const drawings = await page.evaluate((letters) => {
      const canvas = document.createElement("canvas");
      const context = canvas.getContext("2d");
      return letters.map((letter) => {
        context?.clearRect(0, 0, canvas.width, canvas.height);
        if (context) context.font = "48px sans-serif";
        context?.fillText(letter, 20, 80);
        return canvas.toDataURL();
      });
    }, letters);
    expect(new Set(drawings).size).toBe(letters.length);
  } finally {
    await browser.close();
  }
  expect(await browserOrigin()).not.toBe("");
});

test("only root, and the packed Chromium, go without a sandbox", async () => {
  const { chromiumSandbox } = await launchOptions();
  const packed = (await browserOrigin()).includes("@sparticuz");
  expect(chromiumSandbox).toBe(!(packed || process.getuid?.() === 0));
});
