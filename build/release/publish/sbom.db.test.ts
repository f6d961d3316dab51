import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { findNpm } from "../../bootstrap/find-npm.mjs";
import { createPublishingWorld } from "./testing/publishing-world.ts";

const npm = findNpm();
const npmMajor = Number(execFileSync(npm.command, [...npm.args, "--version"], { shell: npm.shell, encoding: "utf8" }).split(".")[0]);
const lock = z.object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) });
const bom = z.object({ bomFormat: z.literal("CycloneDX"), components: z.array(z.object({ name: z.string(), version: z.string() })) });

describe("the inventory of components", () => {
  if (npmMajor < 10) console.warn(`SKIPPED: npm ${npmMajor} has no "npm sbom"; publishing takes npm 10 or newer.`);
  it.skipIf(npmMajor < 10)("names, in CycloneDX, what the lockfile names", async () => {
    const world = await createPublishingWorld();
    const folder = await mkdtemp(join(tmpdir(), "guichet-sbom-"));
    try {
      expect(await world.release(["sbom", folder])).toMatchObject({ code: 0, err: "" });
      const [name = ""] = await readdir(folder);
      expect(name).toMatch(/^guichet-.*\.cdx\.json$/);
      const { components } = bom.parse(JSON.parse(await readFile(join(folder, name), "utf8")));
      const { packages } = lock.parse(JSON.parse(await readFile(new URL("../../../package-lock.json", import.meta.url), "utf8")));
      for (const wanted of ["zod", "react", "electron"]) expect(components).toContainEqual(expect.objectContaining({ name: wanted, version: packages[`node_modules/${wanted}`]?.version }));
      await writeFile(join(folder, "guichet-0.0.0-linux-amd64.deb"), "package");
      expect((await world.release(["make", join(folder, "out"), "--from", folder, "--version", "0.0.0"])).err).toBe("");
      expect(await readFile(join(folder, "out", "release.json"), "utf8")).toContain('"target": "sbom"');
    } finally {
      await rm(folder, { recursive: true, force: true });
      await world.close();
    }
  });
});
