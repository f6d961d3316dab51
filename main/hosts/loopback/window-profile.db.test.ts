import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { browserArguments } from "./open-page.ts";
import { prepareWindowProfile, sweepWindowProfile, windowProfile } from "./window-profile.ts";

let root: string;
beforeEach(() => { root = mkdtempSync(join(tmpdir(), "guichet-window-")); });
afterEach(() => rmSync(root, { recursive: true, force: true }));
const leave = (name: string): string => {
  mkdirSync(join(windowProfile(root), "Default"), { recursive: true });
  const path = join(windowProfile(root), "Default", name);
  writeFileSync(path, "Atelier Imaginaire");
  return path;
};

test("[LH14] each browser is asked for its private window, for the desk and for a sign-in", () => {
  const argumentsOf = (path: string, as: "app" | "page") => browserArguments({ kind: "chromium", path }, "/data/opening/x.html", as, "/data", false);
  for (const as of ["app", "page"] as const) {
    expect(argumentsOf("/usr/bin/chromium", as)).toContain("--incognito");
    expect(argumentsOf("C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe", as)).toContain("--inprivate");
    expect(argumentsOf("/usr/bin/microsoft-edge-stable", as)).toContain("--inprivate");
  }
});

test("[LH14] what an earlier window kept is gone at the next start, and the profile begins with nothing to be kept", () => {
  const history = leave("History");
  sweepWindowProfile(root);
  expect(existsSync(history)).toBe(false);
  prepareWindowProfile(root);
  const preferences: unknown = JSON.parse(readFileSync(join(windowProfile(root), "Default", "Preferences"), "utf8"));
  expect(preferences).toMatchObject({ credentials_enable_service: false, profile: { password_manager_enabled: false }, autofill: { profile_enabled: false }, spellcheck: { use_spelling_service: false } });
});

test("[LH14] a profile that a browser shows is left to it; one whose browser is gone is not", () => {
  const history = leave("History");
  const lock = join(windowProfile(root), "SingletonLock");
  symlinkSync(`${hostname()}-${process.pid}`, lock);
  sweepWindowProfile(root);
  expect(existsSync(history)).toBe(true);
  rmSync(lock);
  symlinkSync(`${hostname()}-999999999`, lock);
  sweepWindowProfile(root);
  expect(existsSync(history)).toBe(false);
});
