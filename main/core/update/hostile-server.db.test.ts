import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { manifestText, type Manifest } from "../../../shared/release/manifest.ts";
import { NO_RELEASE_RULES, type ReleaseRules } from "../../../shared/release/bank-rules.ts";
import { aName, aVersion, someManifest, someReleaseFile } from "../../../shared/release/testing-release.ts";
import type { BankWord } from "./bank-word.ts";
import { createSigner, installerOf, NOW, openTestUpdater, sendBytes, startReleaseServer, type ReleaseServer } from "./testing-hostile-server.ts";

let server: ReleaseServer;
beforeEach(async () => {
  server = await startReleaseServer();
});
afterEach(() => server.close());

const INSTALLER = "files/1.4.0/guichet-1.4.0-win-x64.exe";
const MANIFEST = "stable/release.json";
const redirectTo = (to: string) => (_: unknown, response: { writeHead: (status: number, headers: { location: string }) => { end: () => void } }): void => response.writeHead(302, { location: to }).end();
const raw = (pattern: string | RegExp, by: string) => (text: string): string => {
  if (text.replace(pattern, by) === text) throw new Error("nothing was changed");
  return text.replace(pattern, by);
};

/** What a server may try, the reason it is refused for, and whether anything of a file was asked for at all. */
const tricks: readonly (readonly [name: string, reason: string, trick: (server: ReleaseServer) => void, options?: Parameters<typeof openTestUpdater>[1]])[] = [
  ["no signature", "unreachable", (s) => { s.publish(); s.answers.delete("stable/release.json.sig"); }],
  ["the manifest rewritten after signing", "bad-signature", (s) => { const m = s.publish(); s.put(MANIFEST, Buffer.from(manifestText({ ...m, staging: 99 }))); }],
  ["signed by a key of its own under our key's id", "bad-signature", (s) => { const m = Buffer.from(manifestText(s.publish())); s.put("stable/release.json.sig", createSigner().signed(m)); }],
  ["signed by a key that is not known", "unknown-key", (s) => { s.publish(); s.answers.set("stable/release.json.sig", (q, r) => sendBytes(q, r, Buffer.from(Buffer.from(s.signer.signed(Buffer.from("x"))).toString().replace("00112233445566aa", "ffffffffffffffff")))); }],
  ["signed by the test authority", "test-authority", (s) => void s.publish(), { trust: { build: "release", keys: [] } }],
  ["a build without keys", "no-trusted-key", (s) => void s.publish(), { trust: { build: "release", keys: [] } }],
  ["a signature that is a page of a proxy", "signature-unreadable", (s) => { s.publish(); s.put("stable/release.json.sig", Buffer.from("<html>Portail</html>")); }],
  ["a huge manifest", "too-large", (s) => { s.publish(); s.put(MANIFEST, Buffer.alloc(50_000_000, " ")); }],
  ["a manifest that never ends", "too-large", (s) => { s.publish(); s.answers.set(MANIFEST, (_, response) => { const pour = (): void => { while (!response.destroyed && response.write(Buffer.alloc(65_536, "x"))); if (!response.destroyed) response.once("drain", pour); }; pour(); }); }],
  ["a huge signature", "too-large", (s) => { s.publish(); s.put("stable/release.json.sig", Buffer.alloc(5_000, "x")); }],
  ["a double key", "not-canonical", (s) => void s.publish({}, raw(`"staging": 100`, `"staging": 0,\n  "staging": 100`))],
  ["a staging in words", "bad-staging", (s) => void s.publish({}, raw(`"staging": 100`, `"staging": "everybody"`))],
  ["a staging as text", "bad-staging", (s) => void s.publish({}, raw(`"staging": 100`, `"staging": "100"`))],
  ["no staging", "bad-staging", (s) => void s.publish({}, raw(/ {2}"staging": 100,\n/, ""))],
  ["half a percent", "bad-staging", (s) => void s.publish({}, raw(`"staging": 100`, `"staging": 0.5`))],
  ["a name that climbs", "bad-name", (s) => void s.publish({}, raw("guichet-1.4.0-win-x64.exe", "../../../Startup/x.exe"))],
  ["a name with a drive", "bad-name", (s) => void s.publish({}, raw("guichet-1.4.0-win-x64.exe", "C:x.exe"))],
  ["a name that is a query", "bad-name", (s) => void s.publish({}, raw("guichet-1.4.0-win-x64.exe", "x.exe?y"))],
  ["another product", "bad-shape", (s) => void s.publish({}, raw(`"guichet"`, `"guichet-lite"`))],
  ["a version with build words", "bad-version", (s) => void s.publish({}, raw(`"version": "1.4.0"`, `"version": "1.4.0+7"`))],
  ["frozen: a manifest whose time is over", "expired", (s) => void s.publish({ issuedAt: "2026-08-01T00:00:00Z", expiresAt: "2026-11-23T11:59:59Z" })],
  ["dated of the day after tomorrow", "not-yet", (s) => void s.publish({ issuedAt: "2026-11-25T12:00:00Z" })],
  ["the pilot channel's manifest in stable's place", "other-channel", (s) => { const m = s.publish({ channel: "pilot" }); const text = Buffer.from(manifestText(m)); s.put(MANIFEST, text); s.put("stable/release.json.sig", s.signer.signed(text)); }],
  ["a downgrade", "downgrade", (s) => void s.publish({ version: aVersion("1.2.9"), previousVersion: null })],
  ["the manifest redirects elsewhere", "redirected", (s) => { s.publish(); s.answers.set(MANIFEST, redirectTo("/stable/other.json")); }],
  ["the file redirects elsewhere", "redirected", (s) => { s.publish(); s.answers.set(INSTALLER, redirectTo("http://127.0.0.1:9/evil.exe")); }],
  ["the file redirects to itself", "redirected", (s) => { s.publish(); s.answers.set(INSTALLER, redirectTo(`/${INSTALLER}`)); }],
  ["a swapped file of the same size", "bad-hash", (s) => { s.publish(); s.put(INSTALLER, Buffer.alloc(900_000, "evil")); }],
  ["one flipped byte", "bad-hash", (s) => { s.publish(); const bytes = installerOf("1.4.0"); bytes[450_000] = (bytes[450_000] ?? 0) ^ 1; s.put(INSTALLER, bytes); }],
  ["a longer file", "bad-size", (s) => { s.publish(); s.put(INSTALLER, Buffer.concat([installerOf("1.4.0"), Buffer.from("x")])); }],
  ["a shorter file", "interrupted", (s) => { s.publish(); s.put(INSTALLER, installerOf("1.4.0").subarray(0, 1_000)); }],
  ["a file that never ends", "bad-size", (s) => { s.publish(); s.answers.set(INSTALLER, (_, response) => { const pour = (): void => { while (!response.destroyed && response.write(Buffer.alloc(65_536, "x"))); if (!response.destroyed) response.once("drain", pour); }; pour(); }); }],
  ["a file that falls silent", "interrupted", (s) => { s.publish(); s.answers.set(INSTALLER, (_, response) => void response.writeHead(200).write(Buffer.alloc(10))); }],
  ["a file that is not there", "unreachable", (s) => { s.publish(); s.answers.delete(INSTALLER); }],
  ["a compressed other file", "bad-size", (s) => { s.publish(); s.answers.set(INSTALLER, (_, response) => void response.writeHead(206, { "content-range": "bytes 5-9/10" }).end("evil!")); }],
];

describe("[UP9] a hostile server: every row is refused, for its reason, with nothing offered, kept or run", () => {
  for (const [name, reason, trick, options] of tricks) {
    test(`[UP6] [UP7] ${name}: ${reason}`, async () => {
      trick(server);
      const testOptions = reason === "test-authority" ? { trust: { build: "release" as const, keys: [{ ...server.signer.key, authority: "test" as const }] } } : options;
      const updater = openTestUpdater(server, testOptions);
      expect(await updater.check()).toEqual({ kind: "none" });
      expect(updater.refused).toEqual([reason]);
      expect(await updater.install(false)).toEqual({ ok: false, error: { code: "G6004" } });
      expect(updater.applied).toEqual([]);
      expect(pendingOf(updater.dataDir).filter((one) => !one.endsWith(".part"))).toEqual([]);
      if (["bad-hash", "bad-size"].includes(reason)) expect(pendingOf(updater.dataDir)).toEqual([]);
      await updater.drop();
    });
  }

  test("[UP6] whatever a latest.yml says, it is not even asked for", async () => {
    server.publish();
    server.put("stable/latest.yml", Buffer.from("version: 9.9.9\nfiles:\n  - url: evil.exe\n    sha512: x\npath: evil.exe\nstagingPercentage: everybody\n"));
    server.put("latest.yml", Buffer.from("version: 9.9.9\npath: evil.exe\n"));
    const updater = openTestUpdater(server);
    expect(await updater.check()).toMatchObject({ kind: "ready", version: "1.4.0" });
    expect(server.asked).toEqual(["stable/release.json.sig", MANIFEST, INSTALLER]);
    await updater.drop();
  });

  test("[UP3] a replay: an older manifest than the one seen, in version or in time, also after a restart", async () => {
    server.publish({ version: aVersion("1.4.1"), issuedAt: "2026-11-22T08:00:00Z", staging: 0 });
    const first = openTestUpdater(server);
    expect(await first.check()).toEqual({ kind: "none" });
    await first.close();
    const again = openTestUpdater(server, { dataDir: first.dataDir });
    server.publish();
    expect([await again.check(), again.refused]).toEqual([{ kind: "none" }, ["replay"]]);
    server.publish({ version: aVersion("1.4.1"), issuedAt: "2026-11-21T08:00:00Z" });
    expect([await again.check(), again.refused]).toEqual([{ kind: "none" }, ["replay", "replay"]]);
    server.publish({ version: aVersion("1.4.2"), issuedAt: "2026-11-22T09:00:00Z" });
    expect(await again.check()).toMatchObject({ kind: "ready", version: "1.4.2" });
    await again.drop();
  });

  test("[UP9] a refusal takes nothing back: what was ready stays so", async () => {
    server.publish();
    const updater = openTestUpdater(server);
    const ready = await updater.check();
    server.put(MANIFEST, Buffer.from("{}"));
    expect([await updater.check(), updater.refused]).toEqual([ready, ["bad-signature"]]);
    await updater.drop();
  });
});

describe("a cut line", () => {
  test("[UP8] goes on where it stopped, also in another start of the program", async () => {
    server.publish();
    server.answers.set(INSTALLER, (_, response) => void response.writeHead(200, { "content-length": 900_000 }).write(installerOf("1.4.0").subarray(0, 300_000), () => setTimeout(() => response.destroy(), 20)));
    const first = openTestUpdater(server);
    expect([await first.check(), first.refused]).toEqual([{ kind: "none" }, ["interrupted"]]);
    await first.close();
    const part = statSync(join(first.dataDir, "update", "pending", "guichet-1.4.0-win-x64.exe.part")).size;
    expect(part).toBeGreaterThan(0);
    server.publish();
    const again = openTestUpdater(server, { dataDir: first.dataDir });
    expect(await again.check()).toMatchObject({ kind: "ready" });
    expect(server.asked.at(-1)).toBe(`${INSTALLER} bytes=${part}-`);
    await again.drop();
  });

  test("[UP8] an answer that goes on from another place than asked is not joined to what is there", async () => {
    server.publish();
    server.answers.set(INSTALLER, (_, response) => void response.writeHead(200).write(installerOf("1.4.0").subarray(0, 300_000), () => setTimeout(() => response.destroy(), 20)));
    const updater = openTestUpdater(server);
    await updater.check();
    const whole = installerOf("1.4.0");
    server.answers.set(INSTALLER, (request, response) => {
      const rest = whole.length - Number(/\d+/.exec(request.headers.range ?? "")?.[0]);
      response.writeHead(206, { "content-range": `bytes 0-${rest - 1}/${whole.length}` }).end(whole.subarray(0, rest));
    });
    expect([await updater.check(), updater.refused, pendingOf(updater.dataDir)]).toEqual([{ kind: "none" }, ["interrupted", "bad-size"], []]);
    server.publish();
    expect(await updater.check()).toMatchObject({ kind: "ready" });
    expect(server.asked.at(-1)).toBe(INSTALLER);
    await updater.drop();
  });

  test("[UP8] starts again where the server can't go on, and where what was brought is wrong", async () => {
    server.publish();
    server.answers.set(INSTALLER, (_, response) => void response.writeHead(200).write(Buffer.alloc(300_000, "evil"), () => setTimeout(() => response.destroy(), 20)));
    const updater = openTestUpdater(server);
    await updater.check();
    server.answers.set(INSTALLER, (_, response) => void response.end(installerOf("1.4.0")));
    expect(await updater.check()).toMatchObject({ kind: "ready" });
    await updater.drop();

    const other = openTestUpdater(server);
    server.answers.set(INSTALLER, (_, response) => void response.writeHead(200).write(Buffer.alloc(300_000, "evil"), () => setTimeout(() => response.destroy(), 20)));
    await other.check();
    server.publish();
    expect(await other.check()).toEqual({ kind: "none" });
    expect(other.refused).toEqual(["interrupted", "bad-hash"]);
    expect(await other.check()).toMatchObject({ kind: "ready" });
    await other.drop();
  });
});

describe("installing", () => {
  test("[UP5] waits for unsent work and for open files, and then hands over exactly what was signed", async () => {
    server.publish();
    const updater = openTestUpdater(server);
    expect(await updater.check()).toEqual({ kind: "ready", version: "1.4.0", mandatory: false, notes: { fr: "Corrections.", en: "Fixes." } });
    expect([...new Set(updater.told)]).toEqual(["downloading", "ready"]);
    updater.desk.unsent = 2;
    expect(await updater.install(false)).toEqual({ ok: false, error: { code: "G6001", params: { waiting: 2 } } });
    updater.desk.unsent = undefined;
    expect(await updater.install(false)).toEqual({ ok: false, error: { code: "G1008" } });
    updater.desk.unsent = 0;
    expect(await updater.install(true)).toEqual({ ok: false, error: { code: "G6002" } });
    expect([updater.state().kind, updater.applied]).toEqual(["ready", []]);
    expect(await updater.install(false)).toEqual({ ok: true, value: { kind: "installing", version: "1.4.0" } });
    expect(updater.applied.map(({ path }) => path)).toEqual([join(updater.dataDir, "update", "pending", "guichet-1.4.0-win-x64.exe")]);
    await updater.drop();
  });

  test("[UP5] what is typed while the file is checked once more still holds it back", async () => {
    server.publish();
    let asked = 0;
    const updater = openTestUpdater(server, { unsent: () => (asked++ === 0 ? 0 : 1) });
    await updater.check();
    expect([await updater.install(false), updater.applied, updater.state().kind]).toEqual([{ ok: false, error: { code: "G6001", params: { waiting: 1 } } }, [], "ready"]);
    await updater.drop();
  });

  test("[UP5] work that the centre can no longer understand does not hold back the update that would let it leave", async () => {
    server.publish({ protocol: 2, staging: 1 });
    const updater = openTestUpdater(server, { hello: { protocol: 2, minProtocol: 2 } });
    expect(await updater.check()).toMatchObject({ kind: "ready", mandatory: true });
    updater.desk.unsent = 4;
    expect(await updater.install(true)).toMatchObject({ error: { code: "G6002" } });
    expect(await updater.install(false)).toMatchObject({ ok: true });
    await updater.drop();
  });

  test("[UP7] a file changed on disk since, or a manifest whose time is over since, is erased and never run", async () => {
    const { writeFileSync } = await import("node:fs");
    server.publish();
    let now = NOW;
    const updater = openTestUpdater(server, { now: () => now });
    await updater.check();
    const path = join(updater.dataDir, "update", "pending", "guichet-1.4.0-win-x64.exe");
    writeFileSync(path, Buffer.alloc(900_000, "evil"));
    expect(await updater.install(false)).toEqual({ ok: false, error: { code: "G6003", params: { reason: "bad-hash" } } });
    expect([pendingOf(updater.dataDir), updater.state()]).toEqual([[], { kind: "none" }]);
    await updater.check();
    now = Date.parse("2027-03-01T00:00:00Z");
    expect(await updater.install(false)).toEqual({ ok: false, error: { code: "G6003", params: { reason: "expired" } } });
    expect([updater.applied, pendingOf(updater.dataDir)]).toEqual([[], []]);
    await updater.drop();
  });

  test("[UP9] an installer that does not start leaves everything as before", async () => {
    server.publish();
    const updater = openTestUpdater(server, { apply: () => Promise.reject(new Error("blocked by policy")) });
    const ready = await updater.check();
    expect([await updater.install(false), updater.state()]).toEqual([{ ok: false, error: { code: "G6005" } }, ready]);
    await updater.drop();
  });
});

test("[UP1] a per-machine install asks for the manifest only, and says what IT is to bring", async () => {
  server.publish({ minimumVersion: aVersion("1.4.0") });
  const updater = openTestUpdater(server, { settings: { install: "per-machine" } });
  expect(await updater.check()).toEqual({ kind: "announced", version: "1.4.0", mandatory: true, notes: { fr: "Corrections.", en: "Fixes." } });
  expect(server.asked.filter((path) => path.startsWith("files/"))).toEqual([]);
  expect(await updater.install(false)).toEqual({ ok: false, error: { code: "G6004" } });
  await updater.drop();
});

test("[UP2] halted after it was brought: the offer and its file are taken back", async () => {
  const manifest: Manifest = server.publish();
  const updater = openTestUpdater(server);
  const { mkdirSync, writeFileSync, existsSync } = await import("node:fs");
  const lastRun = join(updater.dataDir, "update", "install");
  mkdirSync(lastRun, { recursive: true });
  writeFileSync(join(lastRun, "guichet-1.3.0-win-x64.exe"), "run last time");
  expect(await updater.check()).toMatchObject({ kind: "ready" });
  server.publish({ ...manifest, staging: 0, issuedAt: "2026-11-23T09:00:00Z" });
  expect([await updater.check(), pendingOf(updater.dataDir), updater.refused, existsSync(lastRun)]).toEqual([{ kind: "none" }, [], [], false]);
  const files = [someReleaseFile({ ...manifest.files[0], name: aName("guichet-1.4.1-win-x64.exe") })];
  const next = installerOf("1.4.0");
  server.publish({ ...someManifest(), version: aVersion("1.4.1"), issuedAt: "2026-11-23T10:00:00Z", files });
  server.put("files/1.4.1/guichet-1.4.1-win-x64.exe", next);
  expect(await updater.check()).toMatchObject({ kind: "ready", version: "1.4.1" });
  await updater.drop();
});

test("[UP3] a memory that was damaged is begun again, and costs nothing but the mark", async () => {
  const { mkdirSync, writeFileSync, readFileSync, mkdtempSync } = await import("node:fs");
  const { tmpdir } = await import("node:os");
  const dataDir = mkdtempSync(join(tmpdir(), "guichet-update-"));
  mkdirSync(join(dataDir, "update"));
  writeFileSync(join(dataDir, "update", "memory.json"), "{half");
  server.publish();
  const updater = openTestUpdater(server, { dataDir });
  expect(await updater.check()).toMatchObject({ kind: "ready" });
  expect(JSON.parse(readFileSync(join(dataDir, "update", "memory.json"), "utf8"))).toMatchObject({ marks: [{ channel: "stable", version: "1.4.0" }] });
  await updater.drop();
});

describe("what a bank decided on releases", () => {
  const profile = "0190a0b0-0000-7000-8000-00000000000a";
  const wordOf = (rules: Partial<ReleaseRules>): BankWord => ({ profile, replica: profile, branches: [], rules: { ...NO_RELEASE_RULES, ...rules } });
  /** As a person's profile stands on the disk. */
  const withProfile = (dataDir: string): void => void mkdirSync(join(dataDir, "profiles", profile), { recursive: true });

  test("[RE4] [RE5] a release that was brought is taken back at the bank's word with no network at all, and is not installed before it", async () => {
    server.publish();
    const updater = openTestUpdater(server);
    withProfile(updater.dataDir);
    expect(await updater.check()).toMatchObject({ kind: "ready" });
    await server.close();
    await updater.heed(wordOf({ halted: true }));
    expect([updater.state(), pendingOf(updater.dataDir), updater.noted]).toEqual([{ kind: "none" }, [], ["ready", "bank-halted"]]);
    expect(await updater.install(false)).toEqual({ ok: false, error: { code: "G6004" } });
    expect(updater.applied).toEqual([]);
    await updater.drop();
    server = await startReleaseServer();
  });

  test("[RE4] the word outlives the program: another start, with every desk locked, still holds back; resumed, it is offered by itself", async () => {
    server.publish();
    const before = openTestUpdater(server);
    withProfile(before.dataDir);
    await before.heed(wordOf({ upTo: aVersion("1.3.0") }));
    await before.close();
    const updater = openTestUpdater(server, { dataDir: before.dataDir });
    expect([await updater.check(), updater.noted, server.asked.filter((path) => path.startsWith("files/"))]).toEqual([{ kind: "none" }, ["bank-version"], []]);
    await updater.heed(wordOf({}));
    await expect.poll(() => updater.state().kind).toBe("ready");
    expect(await updater.install(false)).toMatchObject({ ok: true });
    await updater.drop();
  });

  test("[RE4] the word of a profile that is no longer on this computer binds nobody", async () => {
    server.publish();
    const updater = openTestUpdater(server);
    withProfile(updater.dataDir);
    await updater.heed(wordOf({ halted: true }));
    expect(await updater.check()).toEqual({ kind: "none" });
    rmSync(join(updater.dataDir, "profiles", profile), { recursive: true });
    expect(await updater.check()).toMatchObject({ kind: "ready" });
    await updater.drop();
  });

  test("[RE1] no word of a bank makes anything of an unsigned manifest", async () => {
    const manifest = server.publish();
    server.put(MANIFEST, Buffer.from(manifestText({ ...manifest, staging: 99 })));
    const updater = openTestUpdater(server);
    withProfile(updater.dataDir);
    await updater.heed(wordOf({ firstBranches: [profile], upTo: aVersion("9.9.9") }));
    expect([await updater.check(), updater.refused, updater.noted]).toEqual([{ kind: "none" }, ["bad-signature"], []]);
    await updater.drop();
  });

  test("[RE4] a hold heard while the file is on its way is obeyed when it arrives; one that came between the look and the press is said", async () => {
    server.publish();
    const updater = openTestUpdater(server);
    withProfile(updater.dataDir);
    const looking = updater.check();
    await updater.heed(wordOf({ share: 0 }));
    await looking;
    expect([updater.state(), updater.noted.at(-1)]).toEqual([{ kind: "none" }, "bank-staged"]);
    await updater.heed(wordOf({}));
    await expect.poll(() => updater.state().kind).toBe("ready");
    const memory = join(updater.dataDir, "update", "memory.json");
    expect(JSON.parse(readFileSync(memory, "utf8"))).toMatchObject({ words: [{ profile, rules: NO_RELEASE_RULES }] });
    const [pressed] = await Promise.all([updater.install(false), updater.heed(wordOf({ halted: true }))]);
    expect([pressed, updater.applied]).toEqual([{ ok: false, error: { code: "G9631", params: { version: "1.4.0" } } }, []]);
    await updater.drop();
  });
});

function pendingOf(dataDir: string): readonly string[] {
  try {
    return readdirSync(join(dataDir, "update", "pending"));
  } catch {
    return [];
  }
}
