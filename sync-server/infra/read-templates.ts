import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const resourceGate = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
  Metadata: z.looseObject({ cdk_nag: z.object({ rules_to_suppress: z.array(z.object({ id: z.string(), reason: z.string() })) }).optional() }).optional(),
});
const templateGate = z.looseObject({ Resources: z.record(z.string(), resourceGate), Outputs: z.record(z.string(), z.unknown()).default({}) });

export type Resource = z.infer<typeof resourceGate>;
export type Template = { readonly stack: string; readonly resources: Readonly<Record<string, Resource>>; readonly outputs: readonly string[]; readonly text: string };

const END = ".template.json";

/** The templates of a synthesised folder, as AWS would be given them. */
export function readTemplates(folder: string): readonly Template[] {
  return readdirSync(folder).filter((name) => name.endsWith(END)).toSorted().map((name) => {
    const text = readFileSync(join(folder, name), "utf8");
    const { Resources, Outputs } = templateGate.parse(JSON.parse(text));
    return { stack: name.slice(0, -END.length), resources: Resources, outputs: Object.keys(Outputs), text };
  });
}

/** Rules that do not hold somewhere, each with its reason, once. */
export function acknowledgedRules(templates: readonly Template[]): ReadonlyMap<string, string> {
  const rules = templates.flatMap(({ resources }) => Object.values(resources)).flatMap(({ Metadata }) => Metadata?.cdk_nag?.rules_to_suppress ?? []);
  return new Map(rules.map(({ id, reason }) => [id, reason]));
}
