import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { bridgeOf } from "../../main/core/port/core-link.ts";
import { startCoreThread } from "../../main/core/port/core-thread.ts";
import { startFakeCentre } from "../../main/core/test-support/fake-centre.ts";
import { PASSPHRASE, temporaryFolder } from "../../main/core/test-support/open-core.ts";
import type { UpdateSettings } from "../../main/core/update/update-settings.ts";
import { createApplyUpdate } from "../../main/hosts/electron/apply-update.ts";
import { unwrap } from "../../shared/kernel/result.ts";
import { trustedKeys } from "../../shared/release/trusted-keys.ts";
import { createPackages, release } from "./testing-release-folder.ts";

const drops: (() => unknown)[] = [];
afterEach(async () => {
  for (const drop of drops.splice(0).toReversed()) await drop();
});

test("[UP7] from the publisher's folder to the installer that runs: command line, server, core in its own thread, host, electron-updater", async () => {
  const data = temporaryFolder();
  drops.push(data.remove);
  const mark = join(data.dir, "ran");
  const packages = createPackages("9.0.0", Buffer.from(`#!/bin/sh\nprintf '%s ' "$@" > '${mark}.next'\nmv '${mark}.next' '${mark}'\n`));
  drops.push(packages.drop);
  for (const argv of [["make", packages.folder, "--version", "9.0.0"], ["sign", packages.folder, "--test-authority"]]) expect((await release(argv, { nowMs: () => Date.now() })).code).toBe(0);
  const server = createServer((request, response) => {
    const name = (request.url ?? "").split("/").at(-1) ?? "";
    response.end(readFileSync(join(packages.folder, name)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  drops.push(() => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); }));
  const address = server.address();
  const centre = await startFakeCentre();
  drops.push(() => centre.close());
  centre.hello = { protocol: 2, minProtocol: 2 };

  const updates: UpdateSettings = { base: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`, channel: "stable", install: "per-user", machine: { platform: "win", arch: "x64" } };
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const quits: string[] = [];
  const link = await startCoreThread({ version: "1.0.0", host: "test", dataDir: data.dir, serverUrl: centre.url, updates }, {
    log, keyVault: { kind: "none" }, fetch: globalThis.fetch, openBrowser: async () => undefined, redirectUri: async () => "http://127.0.0.1:9/auth/callback",
    applyUpdate: createApplyUpdate({ settings: updates, trust: { keys: trustedKeys, build: "development" }, version: "1.0.0", dataDir: data.dir, log, nowMs: () => Date.now(), quit: () => void quits.push("quit") }),
  });
  drops.push(() => link.close());
  const { call } = bridgeOf(link);
  await vi.waitUntil(async () => (await call("update.state", undefined)).kind === "ready", { timeout: 30_000 });
  centre.hello = {};
  unwrap(await call("session.demonstrationSignIn", { login: "anne" }), "sign-in");
  unwrap(await call("session.choosePassphrase", { passphrase: PASSPHRASE }), "passphrase");
  expect(await call("update.install", { openFile: true })).toEqual({ ok: false, error: { code: "G6002" } });
  expect(existsSync(mark)).toBe(false);
  expect(await call("update.install", { openFile: false })).toEqual({ ok: true, value: { kind: "installing", version: "9.0.0" } });
  expect(quits).toEqual(["quit"]);
  await vi.waitUntil(() => existsSync(mark), { timeout: 30_000 });
  expect(readFileSync(mark, "utf8")).toBe("--updated /S --force-run ");
});
