import { afterAll, beforeAll, expect, test } from "vitest";
import { nodePowers } from "../main/core/evidence/node-powers.ts";
import { verifyArchive } from "../shared/evidence/verify-archive.ts";
import { makeArchive, openEvidenceWorld, type EvidenceWorld, type MadeEvidence } from "./support/evidence-world.ts";

let world: EvidenceWorld;
let made: MadeEvidence;
beforeAll(async () => {
  world = await openEvidenceWorld();
  made = await makeArchive(world.maelle.core, world.file);
});
afterAll(async () => await world?.close());

test("try", () => {
  const report = verifyArchive(made.bytes, made.ready.fingerprints, nodePowers);
  console.log(JSON.stringify({ ready: made.ready, verdict: report?.verdict, findings: report?.findings, faults: report?.faults, missing: report?.manifest.missing, entries: report?.manifest.entries.map(({ path, bytes }) => [path, bytes]) }, undefined, 1));
  expect(report?.verdict).toBe("sound");
});
