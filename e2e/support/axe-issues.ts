import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import type { AxeResults, RunOptions } from "axe-core";

const source = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
type WithAxe = { readonly axe?: { readonly run: (context: Document, options: RunOptions) => Promise<AxeResults> } };

/**
 * Issues of the page as it stands, from moderate to critical, each with where it is. `rules`: only these.
 * axe is brought into a page once, and tells what is wrong only: telling what is right as well took three quarters of the time.
 */
export async function axeIssues(page: Page, rules: readonly string[] = []): Promise<readonly string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(source);
  // Half way from one colour to another is no state that anybody is asked to read.
  await page.evaluate(() => Promise.all(document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity).map(({ finished }) => finished.catch(() => undefined))));
  const violations = await page.evaluate(async (only) => {
    const { axe } = globalThis as WithAxe;
    if (axe === undefined) throw new Error("axe did not arrive in the page");
    return (await axe.run(document, { resultTypes: ["violations"], ...(only.length === 0 ? {} : { runOnly: only }) })).violations;
  }, [...rules]);
  return violations.filter(({ impact }) => impact !== "minor").flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary?.slice(0, 300) ?? ""}`));
}
