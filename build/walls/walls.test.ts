import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { oxlintConfig } from "../lint/make-config.ts";
import { brokenWall, importsOf, packagesBehind } from "./check-walls.ts";

const root = new URL("../../", import.meta.url);
// Walked, not asked of git: a copy of the repository without git must hold the same walls.
const rooms = "{shared,paper,main,renderer,sync-server,build,e2e,bench}";
const files = globSync(`${rooms}/**/*.{ts,tsx}`, { cwd: root, exclude: ["build/out/**", "**/node_modules/**"] }).map((file) => file.replaceAll("\\", "/"));

describe("walls", () => {
  test("every file imports only what its room may", () => {
    const broken = files.flatMap((file) => importsOf(file, readFileSync(new URL(file, root), "utf8")).map(brokenWall).filter((sentence) => sentence !== undefined));
    expect(broken).toEqual([]);
  });

  test("the check itself notices each kind of broken wall", () => {
    const says = (file: string, specifier: string): string | undefined => brokenWall({ file, specifier });
    expect(says("shared/pge/x.ts", "node:fs")).toContain("node:fs");
    expect(says("shared/kernel/x.ts", "../pge/facts.ts")).toContain("shared/pge/facts.ts");
    expect(says("renderer/screens/x.tsx", "../../main/core/core.ts")).toContain("main/core/core.ts");
    expect(says("renderer/components/x.tsx", "../state/store.ts")).toContain("renderer/state/store.ts");
    expect(says("main/core/x.ts", "electron")).toContain("electron");
    expect(says("main/core/x.ts", "../hosts/cli/main.ts")).toContain("main/hosts/cli/main.ts");
    expect(says("main/hosts/cli/x.ts", "../loopback/main.ts")).toContain("main/hosts/loopback/main.ts");
    expect(says("sync-server/http/x.ts", "../store/pglite.ts")).toContain("sync-server/store/pglite.ts");
    expect(says("sync-server/domain/x.ts", "../store/postgres.ts")).toContain("sync-server/store/postgres.ts");
    expect(says("sync-server/main.ts", "./infra/create-app.ts")).toContain("sync-server/infra/create-app.ts");
    expect(says("sync-server/infra/x.ts", "../config.ts")).toContain("sync-server/config.ts");
    expect(says("sync-server/infra/x.ts", "../config-variables.ts")).toBeUndefined();
    expect(says("somewhere/x.ts", "zod")).toContain("no room");
    expect(says("sync-server/domain/x.ts", "../store/store.ts")).toBeUndefined();
    expect(says("shared/pge/x.test.ts", "vitest")).toBeUndefined();
  });

  test("imports are read in every form", () => {
    const source = `import { a } from "one";\nimport type { b } from 'two';\nexport { c } from "three";\nimport "four";\nconst d = await import("five");\n// import "no";`;
    expect(importsOf("x.ts", source).map((found) => found.specifier)).toEqual(["one", "two", "three", "four", "five"]);
  });

  test("nothing that makes code while it runs comes with a page: its policy would say so on the console of everybody", () => {
    const behind = (entry: string): ReadonlySet<string> => packagesBehind(entry, (file) => readFileSync(new URL(file, root), "utf8"));
    expect([behind("renderer/main.tsx").has("react"), behind("main/core/core.ts").has("zod")]).toEqual([true, true]);
    for (const entry of ["renderer/main.tsx", "renderer/verification/main.ts", "renderer/evidence/main.ts", "renderer/evidence/audit/main.ts"]) expect([entry, behind(entry).has("zod")]).toEqual([entry, false]);
  });

  test("the linter's configuration is the one made from the table", () => {
    expect(JSON.parse(readFileSync(new URL("build/lint/oxlint.json", root), "utf8"))).toEqual(oxlintConfig());
  });
});
