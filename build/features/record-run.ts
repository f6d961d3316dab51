import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";

const root = new URL("../../", import.meta.url);

/** Commit of the checkout, with `+` when something is not committed; "unknown" outside a checkout. */
export function commitOf(): string {
  try {
    const git = (...args: readonly string[]): string => execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();
    return git("rev-parse", "--short", "HEAD") + (git("status", "--porcelain") === "" ? "" : "+");
  } catch {
    return "unknown";
  }
}

/** Remembers how a long command ended, for docs/features.md. */
export function recordRun(name: string, passed: boolean): void {
  mkdirSync(new URL("build/out/runs/", root), { recursive: true });
  const record = { name, passed, at: new Date().toISOString().slice(0, 16).replace("T", " "), commit: commitOf() };
  writeFileSync(new URL(`build/out/runs/${name}.json`, root), JSON.stringify(record));
}
