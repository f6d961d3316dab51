import { posix } from "node:path";
import { compositionRoots, isTest, roomOf, testPackages, testRooms } from "./rooms.ts";

/** An import as written in a file. */
export type Import = { readonly file: string; readonly specifier: string };

const IMPORT = /^\s*(?:import|export)\s(?:type\s)?[^'"`;]*?from\s*["']([^"']+)["']|^\s*import\s*["']([^"'\n]+)["'];|(?<![.\w`])import\(\s*["']([^"']+)["']\s*\)/gm;

/** Every static and literal dynamic import of a source text. */
export function importsOf(file: string, source: string): readonly Import[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/^\s*\/\/.*$/gm, "");
  return [...code.matchAll(IMPORT)].map((match) => ({ file, specifier: match[1] ?? match[2] ?? match[3] ?? "" }));
}

const matches = (name: string, allowed: readonly string[]): boolean =>
  allowed.some((pattern) => pattern === "*" || pattern === name || (pattern.endsWith("*") && name.startsWith(pattern.slice(0, -1))));

/** The sentence that says why an import breaks a wall, or undefined when it stands. */
export function brokenWall({ file, specifier }: Import): string | undefined {
  const room = roomOf(file);
  if (room === undefined) return `${file}: no room in build/walls/rooms.ts covers this folder`;
  const test = isTest(file);
  const say = (what: string): string =>
    `${file} imports ${what}. ${room.path} may import: itself, ${[...room.rooms, ...room.packages].join(", ") || "nothing else"}. Why: ${room.why} (docs/decisions/0002-rooms.md)`;
  if (!specifier.startsWith(".")) {
    return matches(specifier, room.packages) || (test && matches(specifier, testPackages)) ? undefined : say(specifier);
  }
  const target = posix.join(posix.dirname(file), specifier);
  if (roomOf(target)?.isClosed === true && roomOf(target) !== room && !room.rooms.includes("*")) return say(target);
  if (target.startsWith(room.path) && (roomOf(target) === room || compositionRoots.includes(room.path))) return undefined;
  if (room.rooms.some((allowed) => allowed === "*" || target.startsWith(allowed))) return undefined;
  if (test && (testRooms.some((allowed) => target.startsWith(allowed)) || target.startsWith(posix.dirname(file)))) return undefined;
  return say(target);
}

const TYPES_ONLY = /^\s*(?:import|export)\s+type\s[^;]*?;/gm;

/** Packages that come with a file when it runs, through everything that it imports. `read` answers the source of a file of the repository. */
export function packagesBehind(entry: string, read: (file: string) => string): ReadonlySet<string> {
  const packages = new Set<string>();
  const seen = new Set<string>();
  const waiting = [entry];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    if (!/\.tsx?$/.test(file)) continue;
    for (const { specifier } of importsOf(file, read(file).replaceAll(TYPES_ONLY, ""))) {
      if (specifier.startsWith(".")) waiting.push(posix.join(posix.dirname(file), specifier));
      else packages.add(specifier);
    }
  }
  return packages;
}
