import { chromium } from "@playwright/test";
import { browserOrigin, launchOptions } from "../browser/find-chromium.ts";

/**
 * Opens GUICHET_PROOF_ADDRESS as a person would, waits until a screen with something to press is there, and takes
 * its picture (build/out/proof-start.png). Ends with 1 when there is none, or when the page met an error.
 */
const address = process.env["GUICHET_PROOF_ADDRESS"] ?? "";
const browser = await chromium.launch(await launchOptions());
const page = await browser.newPage({ locale: "fr-FR" });
const errors: string[] = [];
page.on("pageerror", (error) => errors.push(error.message));
try {
  await page.goto(address);
  await page.getByRole("button").first().waitFor({ timeout: 30_000 });
  const words = (await page.locator("body").innerText()).replaceAll(/\s+/g, " ").slice(0, 160);
  await page.screenshot({ path: "build/out/proof-start.png" });
  console.log(`opened in ${await browserOrigin()}: ${words}`);
  if (errors.length > 0) throw new Error(`the page met errors: ${errors.join("; ")}`);
} finally {
  await browser.close();
}
