import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { EXIT, type Verdict } from "./exit-codes.ts";
import { licenceRules, readByHand } from "./licence-rules.ts";
import { canMeet } from "./spdx.ts";

export type Licensed = { readonly path: string; readonly name: string; readonly version: string; readonly licence: string | undefined };

const lockGate = z.object({ packages: z.record(z.string(), z.looseObject({ name: z.string().optional(), version: z.string().optional(), license: z.string().optional() })) });

/** Every package of the lock file, for every platform, with the licence that its manifest names. */
export function lockedPackages(root: string): readonly Licensed[] {
  const { packages } = lockGate.parse(JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")));
  return Object.entries(packages).filter(([path]) => path !== "").map(([path, { name, version = "", license }]) => ({ path, name: name ?? path.slice(path.lastIndexOf("node_modules/") + 13), version, licence: license }));
}

/** Refuses a licence that no rule accepts, one that is not accepted in what is shipped, one that is not named, and one that can't be read. */
export function judgeLicences(packages: readonly Licensed[], shipped: ReadonlySet<string>): Verdict {
  const counts = new Map<string, number>();
  const refused = packages.flatMap((each) => {
    const licence = each.licence ?? readByHand.find(({ name, version }) => name === each.name && version === each.version)?.licence;
    counts.set(licence ?? "none", (counts.get(licence ?? "none") ?? 0) + 1);
    const why = licence === undefined ? "names no licence, and nobody read it" : whyRefused(licence, shipped.has(each.path));
    return why === undefined ? [] : [`refused: ${each.path} ${each.version}: ${why}`];
  });
  const told = [...counts].toSorted(([a, one], [b, other]) => other - one || a.localeCompare(b)).map(([licence, count]) => `${String(count).padStart(5)} ${licence}`);
  return { code: refused.length === 0 ? EXIT.clean : EXIT.refused, lines: [...told, ...refused, `licences: ${packages.length} packages, ${shipped.size} shipped, ${refused.length} refused`] };
}

function whyRefused(licence: string, isShipped: boolean): string | undefined {
  const met = canMeet(licence, (id) => licenceRules.some((rule) => rule.id === id && (rule.where === "shipped" || !isShipped)));
  if (met === undefined) return `"${licence}" is no SPDX expression`;
  return met ? undefined : `${licence} is not accepted${isShipped ? " in what is shipped" : ""}`;
}
