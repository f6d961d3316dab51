import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { manifestText, type Manifest } from "../../../shared/release/manifest.ts";
import { aVersion, someManifest, someReleaseFile } from "../../../shared/release/testing-release.ts";
import { createSigner, NOW } from "../../core/update/testing-hostile-server.ts";
import type { InstallKind } from "../../core/update/install-kind.ts";
import { createApplyUpdate } from "./apply-update.ts";
import { readUpdateSettings } from "./update-arguments.ts";

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "guichet-apply-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const signer = createSigner();
/** An "installer" that this machine can run: it writes down what it was started with. */
const installerOf = (mark: string): Buffer => Buffer.from(`#!/bin/sh\nprintf '%s ' "$@" > '${mark}.next'\nmv '${mark}.next' '${mark}'\n`);

function prepare(over: Partial<Manifest> = {}, install: InstallKind = "per-user", nowMs = NOW) {
  const mark = join(dataDir, "ran");
  const path = join(dataDir, "guichet-1.4.0-win-x64.exe");
  const bytes = installerOf(mark);
  writeFileSync(path, bytes);
  const file = someReleaseFile({ size: bytes.length, sha512: createHash("sha512").update(bytes).digest("base64") });
  const manifest = Buffer.from(manifestText(someManifest({ files: [file], ...over })));
  const quits: string[] = [];
  const apply = createApplyUpdate({
    settings: { base: "https://releases.example/guichet", channel: "stable", install, machine: { platform: "win", arch: "x64" } },
    trust: { keys: [signer.key], build: "release" }, version: "1.3.0", dataDir, nowMs: () => nowMs, quit: () => void quits.push("quit"),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  return { apply, mark, path, quits, release: { manifest, signature: signer.signed(manifest) } };
}

test("[UP7] electron-updater, under plain Node, runs the signed installer silently as the person herself, and the application ends", async () => {
  const { apply, mark, path, quits, release } = prepare();
  await apply({ path, release });
  expect(quits).toEqual(["quit"]);
  await vi.waitUntil(() => existsSync(mark));
  expect(readFileSync(mark, "utf8")).toBe("--updated /S --force-run ");
});

test("[UP7] whatever the core's process says, what is not as signed is not run", async () => {
  const attempts: Record<string, () => ReturnType<typeof prepare>> = {
    "a file changed since": () => {
      const one = prepare();
      writeFileSync(one.path, readFileSync(one.path, "utf8").replace("printf", "PRINTF"));
      return one;
    },
    "a manifest changed since": () => {
      const one = prepare();
      return { ...one, release: { ...one.release, manifest: Buffer.from(one.release.manifest.toString().replace("Fixes", "Fixed")) } };
    },
    "another's signature": () => {
      const one = prepare();
      return { ...one, release: { ...one.release, signature: createSigner().signed(one.release.manifest) } };
    },
    "its time is over": () => prepare({}, "per-user", Date.parse("2027-03-01T00:00:00Z")),
    "the version installed already": () => prepare({ version: aVersion("1.3.0"), previousVersion: null }),
    "an older version": () => prepare({ version: aVersion("1.2.0"), previousVersion: null }),
    "no file for this system": () => prepare({ files: [someReleaseFile({ platform: "linux", target: "deb" })] }),
    "an install for everybody": () => prepare({}, "per-machine"),
  };
  const seen: Record<string, string> = {};
  for (const [name, make] of Object.entries(attempts)) {
    const { apply, mark, path, quits, release } = make();
    seen[name] = await apply({ path, release }).then(() => "run", (error: unknown) => (error instanceof Error ? error.message : ""));
    expect([name, quits, existsSync(mark)]).toEqual([name, [], false]);
  }
  expect(seen).toEqual({
    "a file changed since": "refused: bad-hash", "a manifest changed since": "refused: bad-signature", "another's signature": "refused: bad-signature", "its time is over": "refused: expired",
    "the version installed already": "refused: downgrade", "an older version": "refused: downgrade", "no file for this system": "refused: missing-file", "an install for everybody": "refused: this install is IT's to update",
  });
});

test("[UP9] an installer that can't be started rejects, and the application does not end", async () => {
  const { apply, path, quits, release } = prepare();
  const bytes = Buffer.from("#!/nowhere/at/all\n");
  writeFileSync(path, bytes);
  const manifest = Buffer.from(manifestText(someManifest({ files: [someReleaseFile({ size: bytes.length, sha512: createHash("sha512").update(bytes).digest("base64") })] })));
  await expect(apply({ path, release: { ...release, manifest, signature: signer.signed(manifest) } })).rejects.toThrow(/ENOENT/);
  expect(quits).toEqual([]);
});

test("[UP1] where releases are, and whose they are to bring, from the start's words and the installer's mark", () => {
  const place = { isPackaged: true, resourcesDir: dataDir, platform: "win32", arch: "x64" } as const;
  const read = (argv: readonly string[], env: Readonly<Record<string, string>> = {}, over: Partial<Parameters<typeof readUpdateSettings>[2]> = {}) => readUpdateSettings(argv, env, { ...place, ...over });
  const address = "--releases=https://releases.example/guichet/";
  expect(read([address])).toEqual({ base: "https://releases.example/guichet", channel: "stable", install: "per-machine", machine: { platform: "win", arch: "x64" } });
  writeFileSync(join(dataDir, "install-kind"), "user");
  expect(read([address, "--channel=pilot"])).toMatchObject({ channel: "pilot", install: "per-user" });
  expect(read([], { GUICHET_RELEASES: "https://releases.example", GUICHET_CHANNEL: "nightly" })).toMatchObject({ channel: "stable" });
  expect(read([address], {}, { platform: "linux" })).toMatchObject({ install: "per-machine" });
  expect([read([]), read(["--releases=http://releases.example"]), read(["--releases=https://a:b@releases.example"]), read([address], {}, { isPackaged: false }), read([address], {}, { platform: "aix" }), read([address], {}, { arch: "ia32" })]).toEqual([undefined, undefined, undefined, undefined, undefined, undefined]);
});
