import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readRecorded, RECORDED } from "../../build/test/read-recorded.ts";
import { CHANGE_KINDS, KIND_VERSIONS } from "../../shared/sync/change.ts";
import { PROTOCOL_VERSION, pushAnswerSchema } from "../../shared/sync/protocol.ts";
import { everyExchange } from "../../shared/testing/recorded.ts";
import { readSealed } from "./read-sealed.ts";

const recorded = readRecorded();
const exchanges = recorded.flatMap(({ recording }) => everyExchange(recording.exchanges));
const sumOf = (name: string): string => createHash("sha256").update(readFileSync(join(RECORDED, name), "utf8").replaceAll("\r\n", "\n")).digest("hex").slice(0, 16);

test("[SY70] what was recorded stays as it was told", () => {
  // Failing on a file that is here? Workstations that speak so are at work: put it back. Something new is a story of its own (e2e/recorded/stories/),
  // recorded by `node e2e/recorded/record.ts` into a file of its own, whose sum is added here.
  expect(Object.fromEntries(recorded.map(({ name }) => [name, sumOf(name)]))).toEqual({
    "v1/10-first-contact.json": "020c262b40e77b16",
    "v1/20-changes-and-verdicts.json": "e5f0b8c77ae82900",
    "v1/30-feed.json": "fbb975354ed226d5",
    "v1/40-documents.json": "fd43888d94813b91",
    "v1/50-out-of-band.json": "40dcdd4fb7c9080f",
    "v1/60-before-the-restore.json": "c411fcde2de950b0",
    "v1/65-new-only.json": "629b4cd3781f5de4",
    "v1/66-comparison.json": "08aba2f4692ec924",
    "v1/67-quarantine.json": "042863f94606ace8",
    "v1/68-loan-life.json": "c725486e7ce66f42",
    "v1/69-attestation.json": "55db3ad63f9d91a2",
    "v1/695-absence.json": "924bdd3e437822c9",
    "v1/696-premium-and-account.json": "d4987131a6e7f349",
    "v1/697-operator.json": "4d2539a6ef7dbd1f",
    "v1/698-history.json": "ef33ef41eeda894f",
    "v1/699-inspection.json": "e3bec4511e9ec574",
    "v1/6995-devices.json": "db2a06f7bfe865bc",
    "v1/6997-one-person.json": "711aa8ecfec500a6",
    "v1/6998-policy.json": "44eac33c583ecf6d",
    "v1/6999-holds-and-keys.json": "3b21fdc98e4b82c7",
    "v1/69995-releases-and-people.json": "e969e1e5fa9a9f06",
    "v1/6999a-diagnostics.json": "bf09f4bda6574b87",
    "v1/70-after-the-restore.json": "01ea27ddb8975e77",
    "v1/75-recovery-report.json": "41cabd2c927616f6",
  });
});

test("the present version has recordings, each in its own version's folder, none is large", () => {
  expect(recorded.filter(({ recording }) => recording.protocol === PROTOCOL_VERSION).length).toBeGreaterThan(0);
  for (const { name, recording } of recorded) {
    expect([name, name.startsWith(`v${recording.protocol}/`)]).toEqual([name, true]);
    expect(readFileSync(join(RECORDED, name)).length).toBeLessThan(100_000);
  }
});

test("every kind of change, in its present version, is in a recording", () => {
  const kinds = new Set(exchanges.flatMap(readSealed).map(({ kind, kindVersion }) => `${kind} ${kindVersion}`));
  expect(CHANGE_KINDS.map((kind) => `${kind} ${KIND_VERSIONS[kind]}`).filter((kind) => !kinds.has(kind))).toEqual([]);
  expect(kinds).toContain("tinted 1"); // of a version that nobody has
});

test("every kind of verdict and each way in which a push is not taken is in a recording", () => {
  const pushes = exchanges.filter(({ request }) => request.path === "/v1/push");
  const verdicts = pushes.filter(({ answer }) => answer.status === 200).flatMap(({ answer }) => pushAnswerSchema.parse(JSON.parse(answer.body ?? "")).verdicts);
  expect(new Set(verdicts.map(({ kind }) => kind))).toEqual(new Set(["accepted", "refused", "skipped", "duplicate"]));
  expect(verdicts.some((verdict) => verdict.kind === "accepted" && verdict.conflicts.length > 0)).toBe(true);
  expect(verdicts.some((verdict) => verdict.kind === "accepted" && verdict.number !== undefined && verdict.receipt !== undefined)).toBe(true);
  expect(pushes.flatMap(({ answer }) => answer.headers["x-error-code"] ?? [])).toEqual(expect.arrayContaining(["G4008", "G4009", "G4011", "G4012", "G5003"]));
});
