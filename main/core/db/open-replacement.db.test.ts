import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeReplacement } from "./open-replacement.ts";
import { openDb } from "./open-db.ts";
import { countNotes, fingerprint, mustOpen, newProfile, noteMigration, openProfile, saveNote, snapshot, tempFolder, type TestProfile } from "./testing-profile.ts";
import { err, ok } from "../../../shared/kernel/result.ts";

/** A damaged database of 9 notes, and a replacement of 3 that is ready beside it. */
async function damagedWithReplacement(): Promise<TestProfile> {
  const profile = newProfile();
  const db = await mustOpen(profile);
  for (let n = 1; n <= 9; n += 1) saveNote(db, n);
  const left = snapshot(profile);
  rmSync(join(left.dir, "guichet.db-wal"));
  expect(await openProfile(left)).toMatchObject({ ok: false, error: { code: "G1003" } });
  const made = await makeReplacement(left.dir, async (dir) => {
    const opened = await openDb({ dir, key: left.key, now: () => Date.now(), migrations: [noteMigration] });
    if (!opened.ok) return opened;
    for (let n = 1; n <= 3; n += 1) saveNote(opened.value, n);
    opened.value.close();
    return ok(undefined);
  });
  expect(made.ok).toBe(true);
  return left;
}

const copyOf = ({ dir, key }: TestProfile): TestProfile => {
  const copy = join(tempFolder(), "profile");
  cpSync(dir, copy, { recursive: true });
  return { dir: copy, key };
};

test("[LS15] the next opening puts the replacement in place, and the damaged files are aside", async () => {
  const left = await damagedWithReplacement();
  const damaged = fingerprint(left.dir);
  const db = await mustOpen(left);
  expect(countNotes(db)).toBe(3);
  expect(existsSync(join(left.dir, "recovered"))).toBe(false);
  db.close();
  const aside = join(left.dir, "aside");
  expect(fingerprint(join(aside, readdirSync(aside)[0] ?? ""))).toEqual(damaged);
  expect(countNotes(await mustOpen(left))).toBe(3);
});

test("[LS15] killed between any two steps, the next opening goes on from there", async () => {
  const left = await damagedWithReplacement();
  const at = (profile: TestProfile, ...names: readonly string[]) => join(profile.dir, ...names);
  const steps: readonly ((profile: TestProfile) => void)[] = [
    // The witness of the damaged one is already aside, its database not yet.
    (profile) => {
      mkdirSync(at(profile, "aside", "half"), { recursive: true });
      renameSync(at(profile, "guichet.witness"), at(profile, "aside", "half", "guichet.witness"));
    },
    (profile) => renameSync(at(profile, "guichet.db"), at(profile, "aside", "half", "guichet.db")),
    (profile) => renameSync(at(profile, "recovered", "guichet.db"), at(profile, "guichet.db")),
    (profile) => renameSync(at(profile, "recovered", "guichet.witness"), at(profile, "guichet.witness")),
    (profile) => rmSync(at(profile, "recovered"), { recursive: true }),
  ];
  for (const [index, step] of steps.entries()) {
    step(left);
    expect(countNotes(await mustOpen(copyOf(left))), `after step ${index}`).toBe(3);
  }
});

test("[LS15] a replacement that could not be made changes nothing", async () => {
  const profile = newProfile();
  (await mustOpen(profile)).close();
  const before = fingerprint(profile.dir);
  expect(await makeReplacement(profile.dir, async () => await Promise.resolve(err({ code: "G1005" })))).toEqual({ ok: false, error: { code: "G1005" } });
  expect(fingerprint(profile.dir)).toEqual(before);
  expect(existsSync(join(profile.dir, "recovered.new"))).toBe(false);
});
