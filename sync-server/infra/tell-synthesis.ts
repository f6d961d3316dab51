import { relative } from "node:path";
import process from "node:process";
import { acknowledgedRules, type Template } from "./read-templates.ts";
import type { Synthesis } from "./synthesise.ts";

const SHOWN = 6;

/** What was made, for a person: stacks, what is in them, which rules are broken on purpose, where the files are. */
export function tellSynthesis({ placement, outdir, templates, host, manifests, isSketch }: Synthesis, tookMs: number): string {
  const { environment } = placement;
  const rules = acknowledgedRules(templates);
  return [
    `${environment.name} (${host}), ${(tookMs / 1000).toFixed(1)} s, no network, no credentials -> ${relative(process.cwd(), outdir)}`,
    ...templates.map((template) => `  ${template.stack.padEnd(28)} ${String(Object.keys(template.resources).length).padStart(3)} resources: ${mostOf(template)}`),
    ...(templates.length === 0 ? [] : [`  rules of cdk-nag and CloudFormation: none broken, ${rules.size} acknowledged with a reason`, ...byReason(rules)]),
    `  manifests: ${manifests.join(", ")}${isSketch ? " (with stand-ins: give --site, --outputs and --image)" : ""}`,
    "",
  ].join("\n");
}

/** Rules that share a reason are told in one line, by the first of them. */
function byReason(rules: ReadonlyMap<string, string>): readonly string[] {
  const ids = Map.groupBy(rules.keys(), (id) => rules.get(id) ?? "");
  return [...ids].map(([reason, [first = "", ...others]]) => `    ${first}${others.length === 0 ? "" : ` and ${others.length} like it`}: ${reason}`);
}

function mostOf({ resources }: Template): string {
  const counts = new Map<string, number>();
  for (const { Type } of Object.values(resources)) counts.set(Type, (counts.get(Type) ?? 0) + 1);
  const sorted = [...counts].toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  const shown = sorted.slice(0, SHOWN).map(([type, count]) => `${count} ${type.replace("AWS::", "")}`);
  return sorted.length > SHOWN ? `${shown.join(", ")} and ${sorted.length - SHOWN} kinds more` : shown.join(", ");
}
