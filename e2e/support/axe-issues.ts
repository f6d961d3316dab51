import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** Issues of the page as it stands, from moderate to critical, each with where it is. `rules`: only these. */
export async function axeIssues(page: Page, rules: readonly string[] = []): Promise<readonly string[]> {
  // No page of ours has a frame: axe needs no second page to put reports together, which takes most of its time.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (rules.length === 0 ? axe : axe.withRules([...rules])).analyze();
  return violations.filter(({ impact }) => impact !== "minor").flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary?.slice(0, 300) ?? ""}`));
}
