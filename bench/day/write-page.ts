import { readFileSync, writeFileSync } from "node:fs";
import { commitOf } from "../../build/features/record-run.ts";
import type { Balance } from "./balance.ts";
import { balanceText, type DayRun } from "./print-balance.ts";

const PAGE = new URL("../../docs/day.md", import.meta.url);
const [BEGIN, END] = ["<!-- balance -->", "<!-- /balance -->"];

/** The balance in place of the one that docs/day.md holds. */
export function writeDayPage(run: DayRun, balance: Balance): void {
  const page = readFileSync(PAGE, "utf8");
  const [before, after] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (before === -1 || after < before) throw new Error("docs/day.md has no place for a balance");
  writeFileSync(PAGE, `${page.slice(0, before)}${BEGIN}\n${balancePage(run, balance)}${page.slice(after)}`);
}

export function balancePage(run: DayRun, balance: Balance): string {
  const share = ((100 * run.withinSecond) / Math.max(1, run.answered)).toFixed(1);
  return [
    `Run of ${new Date().toISOString().slice(0, 10)}, commit ${commitOf()}: \`npm run day -- --files ${run.files} --branches ${run.branches} --speed ${run.speed} --seed ${run.seed} --servers ${run.servers}\`,`,
    `${run.seconds} s${run.endedEarly ? ", ended early" : ""}; ${run.answered} changes answered, ${share} % of them within a second of the press; ${run.cores} cores, shared with the servers, PostgreSQL and whatever else ran, load ${run.load}.`, "",
    "```", balanceText(balance).replaceAll(/[\u00a0\u202f]/g, " "), "```", "",
  ].join("\n");
}
