import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { findProfile, findProfileOf, listProfiles, ownerMark, profileDir, saveProfile } from "./profiles.ts";

const someId = "01890000-0000-7000-8000-00000000000a";
const otherId = "01890000-0000-7000-8000-00000000000b";
const zoe = { id: someId, name: "Zoé Marchand", bank: "Banque du Ponant", branch: "Quimper" };
const owner = ownerMark("01890000-0000-7000-8000-0000000000b1", "zoe.marchand");
const emile = { id: otherId, name: "Émile Roux", bank: "Banque du Ponant", branch: "Brest" };

function dataFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), "guichet-profiles-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

test("[KF6] profiles are listed by name as French sorts them, with what the lock screen shows and nothing more", () => {
  const data = dataFolder();
  expect(listProfiles(data)).toEqual({ ok: true, value: [] });
  saveProfile(data, zoe, owner);
  saveProfile(data, emile, owner);
  expect(listProfiles(data)).toEqual({ ok: true, value: [emile, zoe] });
  const card: unknown = JSON.parse(readFileSync(join(data, "profiles", someId, "profile.json"), "utf8"));
  expect(card).toEqual({ format: 1, name: zoe.name, bank: zoe.bank, branch: zoe.branch, owner });
  expect(JSON.stringify(card)).not.toContain("zoe.marchand");
});

test("[KF6] a card is brought up to date", () => {
  const data = dataFolder();
  saveProfile(data, zoe, owner);
  saveProfile(data, { ...zoe, branch: "Morlaix" }, owner);
  expect(findProfile(data, someId)?.branch).toBe("Morlaix");
});

test("[KF6] an id that is not a UUID leads nowhere", () => {
  const data = dataFolder();
  for (const bad of ["..", "../../etc", "", "a", `${someId}/..`, someId.toUpperCase()]) {
    expect(() => profileDir(data, bad), bad).toThrow("not the id");
    expect(findProfile(data, bad), bad).toBeUndefined();
    expect(() => saveProfile(data, { ...zoe, id: bad }, owner), bad).toThrow("not the id");
  }
  expect(existsSync(join(data, "profiles"))).toBe(false);
});

test("[KF6] a damaged card hides no work, and what is not a profile is not listed", () => {
  const data = dataFolder();
  saveProfile(data, zoe, owner);
  writeFileSync(join(data, "profiles", someId, "profile.json"), "{");
  mkdirSync(join(data, "profiles", "lost+found"));
  writeFileSync(join(data, "profiles", otherId), "a file");
  expect(listProfiles(data)).toEqual({ ok: true, value: [{ id: someId, name: someId, bank: "", branch: "" }] });
});

test("[KF6] a profile is found by whose it is, not by her name, the newest first", () => {
  const data = dataFolder();
  expect(findProfileOf(data, owner)).toBeUndefined();
  saveProfile(data, zoe, owner);
  saveProfile(data, { ...emile, name: zoe.name }, ownerMark("01890000-0000-7000-8000-0000000000b2", "zoe.marchand"));
  expect(findProfileOf(data, owner)).toEqual(zoe);
  const newer = { ...zoe, id: "01890000-0000-7000-8000-00000000000c", name: "Zoé Marchand-Roux" };
  saveProfile(data, newer, owner);
  expect(findProfileOf(data, owner)).toEqual(newer);
});

test("[LS13] a folder that cannot be read is G1007", () => {
  const data = dataFolder();
  writeFileSync(join(data, "profiles"), "a file");
  expect(listProfiles(data)).toMatchObject({ ok: false, error: { code: "G1007" } });
  expect(saveProfile(data, zoe, owner)).toMatchObject({ ok: false, error: { code: "G1007" } });
});
