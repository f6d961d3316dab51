import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";

const read = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));
const versions = z.record(z.string(), z.string());
const root = z.object({ devDependencies: versions }).parse(read("package.json"));
const cli = z.object({ dependencies: versions, allowScripts: z.record(z.string(), z.boolean()) }).parse(read("bench/gatling/cli/package.json"));
const { packages } = z.object({
  packages: z.record(z.string(), z.object({ version: z.string(), integrity: z.string().optional(), resolved: z.string().optional(), hasInstallScript: z.boolean().optional() })),
}).parse(read("bench/gatling/cli/package-lock.json"));
const locked = Object.entries(packages).filter(([path]) => path !== "");

test("Gatling's command is the version of the packages that the simulation is checked against", () => {
  const version = root.devDependencies["@gatling.io/core"];
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  expect([root.devDependencies["@gatling.io/http"], cli.dependencies["@gatling.io/cli"], packages["node_modules/@gatling.io/cli"]?.version]).toEqual([version, version, version]);
});

test("its own lock holds fingerprints, no machine's addresses, and no install script that may run", () => {
  expect(locked.filter(([, { integrity, resolved }]) => integrity === undefined || resolved !== undefined).map(([path]) => path)).toEqual([]);
  expect(locked.filter(([path, { hasInstallScript }]) => hasInstallScript === true && cli.allowScripts[path.replace(/^.*node_modules\//, "")] !== false).map(([path]) => path)).toEqual([]);
});
