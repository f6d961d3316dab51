import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fileURLToPath } from "node:url";
import { compileEvidencePage } from "../build/verification/compile-evidence-page.ts";
import { nodePowers } from "../main/core/evidence/node-powers.ts";
import { verifyArchive } from "../shared/evidence/verify-archive.ts";
import { openCliWorld, PASSPHRASE, type CliWorld } from "./support/cli-world.ts";

/** The evidence file from the command line, before a file is registered, after it, and with the centre away. */
let world: CliWorld;
beforeAll(async () => {
  const page = fileURLToPath(new URL("../build/out/evidence", import.meta.url));
  if (!existsSync(join(page, "index.html"))) await compileEvidencePage(page);
  world = await openCliWorld("evidence");
});
afterAll(() => world.close());

const samples = readFileSync(new URL("../samples/companies-rennes.csv", import.meta.url), "utf8").split("\n");
const siren = samples[1]?.split(";")[0] ?? "";
const at = (name: string): string => join(world.root, name);
const run = (...argv: readonly string[]) => world.run("maelle", ["evidence", siren, ...argv]);
const verdictOf = (name: string, known: readonly string[]) => verifyArchive(Uint8Array.from(readFileSync(at(name))), known, nodePowers)?.verdict;

test("[CL16] evidence writes one archive of a registered loan, once, and says what it proves; without the centre too", async () => {
  expect((await world.run("maelle", ["init", "--user", "maelle.exemple", "--secrets-stdin"], `demonstration\n${PASSPHRASE}\n`)).code).toBe(0);
  writeFileSync(at("one.csv"), [samples[0], samples[1], ""].join("\n"));
  expect((await world.run("maelle", ["import", at("one.csv")])).code).toBe(0);
  expect(await run("-o", at("early.zip"))).toMatchObject({ code: 1, err: expect.stringContaining("G9740") });
  expect(await run()).toMatchObject({ code: 2 });
  expect((await world.run("maelle", ["submit", siren])).code).toBe(0);

  const made = await run("-o", at("proof.zip"), "--json");
  expect(made).toMatchObject({ code: 0, err: "" });
  const told = JSON.parse(made.out) as { readonly fromCentre: boolean; readonly missing: number; readonly verdict: string; readonly fingerprints: readonly string[]; readonly bytes: number };
  expect(told).toMatchObject({ fromCentre: true, missing: 0, verdict: "unproven", bytes: statSync(at("proof.zip")).size });
  expect([statSync(at("proof.zip")).mode & 0o077, verdictOf("proof.zip", told.fingerprints), verdictOf("proof.zip", ["0".repeat(64)])]).toEqual([0, "sound", "falsified"]);
  expect(await run("-o", at("proof.zip"))).toMatchObject({ code: 2, err: expect.stringContaining("existe déjà") });
  expect(await world.run("maelle", ["evidence", "999999999", "-o", at("none.zip")])).toMatchObject({ code: 1, err: expect.stringContaining("G2008") });

  world.network.setWeather({ kind: "cut" });
  const here = await world.run("maelle", ["evidence", siren, "--out", at("here.zip")], "", "en_GB.UTF-8");
  expect(here).toMatchObject({ code: 0, out: expect.stringContaining("Evidence file written"), err: expect.stringContaining("Made without the centre") });
  expect(here.err).toContain("Fingerprint of the centre’s key");
  expect(verdictOf("here.zip", told.fingerprints)).toBe("unproven");
});
