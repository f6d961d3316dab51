import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const entryGate = z.looseObject({
  version: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  license: z.string().optional(),
  dependencies: z.record(z.string(), z.string()).default({}),
  peerDependencies: z.record(z.string(), z.string()).default({}),
  optional: z.boolean().optional(),
});
const lockGate = z.object({ packages: z.record(z.string(), entryGate) });

/** A package where the lock file puts it. */
export type Placed = { readonly path: string; readonly name: string; readonly version: string; readonly integrity: string | undefined; readonly license: string | undefined };

/** Everything that these packages need at run time, as the lock file resolves it; throws where it does not. Optional ones stay out. */
export function packageClosure(root: string, names: readonly string[]): readonly Placed[] {
  const { packages } = lockGate.parse(JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")));
  const placed = new Map<string, Placed>();
  const waiting = names.map((name) => ({ name, from: "", isNeeded: true }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const path = placesOf(next).find((each) => each in packages);
    const entry = path === undefined ? undefined : packages[path];
    if (path === undefined || entry?.version === undefined) {
      if (next.isNeeded) throw new Error(`${next.name}, which ${next.from || "the server"} needs, is not in package-lock.json`);
      continue;
    }
    if (placed.has(path)) continue;
    placed.set(path, { path, name: path.slice(path.lastIndexOf("node_modules/") + 13), version: entry.version, integrity: entry.integrity, license: entry.license });
    waiting.push(...Object.keys(entry.dependencies).map((name) => ({ name, from: path, isNeeded: true })));
    waiting.push(...Object.keys(entry.peerDependencies).map((name) => ({ name, from: path, isNeeded: false })));
  }
  return [...placed.values()].toSorted((a, b) => a.path.localeCompare(b.path));
}

/** Where Node looks for a package, nearest first. */
function placesOf({ name, from }: { readonly name: string; readonly from: string }): readonly string[] {
  const places: string[] = [];
  for (let folder = from; folder !== ""; folder = folder.slice(0, Math.max(folder.lastIndexOf("/node_modules/"), 0))) places.push(`${folder}/node_modules/${name}`);
  return [...places, `node_modules/${name}`];
}
