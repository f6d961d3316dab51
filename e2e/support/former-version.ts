import { execFileSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
const STEPS = "sync-server/store/migrations/0*.ts";

export type FormerVersion = { readonly kind: "found"; readonly commit: string; /** When it was made. */ readonly day: string } | { readonly kind: "missing"; readonly why: string };

/**
 * The version before the last change of the schema, as the history has it: the commit before the last one that brought a step. Where that one changed
 * steps in place, as was done before anything was released, it is itself the oldest with the present schema.
 */
export function findFormerVersion(): FormerVersion {
  try {
    const last = git("log", "-1", "--format=%H", "--", `:(glob)${STEPS}`);
    if (last === "") return { kind: "missing", why: "the history holds no schema" };
    const brought = git("show", "--format=", "--name-only", "--diff-filter=A", last, "--", `:(glob)${STEPS}`) !== "";
    if (brought && git("rev-list", "--parents", "-1", last).split(" ").length < 2) return { kind: "missing", why: "the history at hand does not go back to before the last change of the schema" };
    const commit = git("rev-parse", brought ? `${last}^` : last);
    return { kind: "found", commit, day: git("log", "-1", "--format=%cs", commit) };
  } catch {
    return { kind: "missing", why: "there is no git history here" };
  }
}

/** Puts its server into `folder`, with the packages of today. Answers its program. */
export function putFormerVersion(commit: string, folder: string): string {
  const archive = execFileSync("git", ["-C", root, "archive", commit, "package.json", "shared", "sync-server"], { maxBuffer: 1 << 30 });
  execFileSync("tar", ["-x", "-C", folder], { input: archive });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "dir");
  return join(folder, "sync-server/main.ts");
}

const git = (...args: readonly string[]): string => execFileSync("git", ["-C", root, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
