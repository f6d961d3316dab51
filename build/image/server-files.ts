import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { importsOf } from "../walls/check-walls.ts";

export type ServerFiles = {
  /** Sources, from the root of the repository. */
  readonly sources: readonly string[];
  /** Packages that they import by name. */
  readonly packages: readonly string[];
};

const TYPES_ONLY = /^(?:import|export) type [^;]*?from\s*["'][^"']+["'];?/gm;
/** Workers are named by their address, not imported. */
const BESIDE = /new URL\("(\.[^"]+\.ts)", import\.meta\.url\)/g;

/** What the server is made of: every file that can be reached from its entry, and the packages they name. Types are not: Node strips them. */
export function serverFiles(root: string, entry = "sync-server/main.ts"): ServerFiles {
  const sources = new Set<string>();
  const packages = new Set<string>();
  const waiting = [entry];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (sources.has(file)) continue;
    sources.add(file);
    const source = readFileSync(join(root, file), "utf8").replaceAll(TYPES_ONLY, "");
    const specifiers = [...importsOf(file, source).map(({ specifier }) => specifier), ...[...source.matchAll(BESIDE)].map((match) => match[1] ?? "")];
    for (const specifier of specifiers) {
      if (specifier.startsWith(".")) waiting.push(posix.join(posix.dirname(file), specifier));
      else if (!specifier.startsWith("node:")) packages.add(packageName(specifier));
    }
  }
  return { sources: [...sources].toSorted(), packages: [...packages].toSorted() };
}

const packageName = (specifier: string): string => specifier.split("/").slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
