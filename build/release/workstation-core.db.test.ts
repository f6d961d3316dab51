import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { UpdateState } from "../../shared/bridge/app-views.ts";
import { createCore } from "../../main/core/core.ts";
import { startFakeCentre } from "../../main/core/test-support/fake-centre.ts";
import { newFile, PASSPHRASE, settled, temporaryFolder, testDeps, until } from "../../main/core/test-support/open-core.ts";
import type { UpdateToApply } from "../../main/core/update/update-settings.ts";
import { DEFAULT_POLICY, policyText } from "../../shared/policy/bank-policy.ts";
import { NO_RELEASE_RULES } from "../../shared/release/bank-rules.ts";
import { unwrap } from "../../shared/kernel/result.ts";
import { createPackages, release } from "./testing-release-folder.ts";

const drops: (() => unknown)[] = [];
afterEach(async () => {
  for (const drop of drops.splice(0).toReversed()) await drop();
});

/** What `make` and `sign` left in a folder, served as a published channel. */
async function serveFolder(folder: string): Promise<string> {
  const server = createServer((request, response) => {
    const [, manifest, file] = /^\/(?:stable\/(release\.json(?:\.sig)?)|files\/[\d.]+\/([\w.-]+))$/.exec(request.url ?? "") ?? [];
    const name = manifest ?? file;
    return void (name === undefined ? response.writeHead(404).end() : response.end(readFileSync(join(folder, name))));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  drops.push(() => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); }));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
}

/** Release 9.0.0, made and signed here and served at `base`; a centre; and a folder for a workstation. */
async function publishNine() {
  const packages = createPackages("9.0.0");
  drops.push(packages.drop);
  expect((await release(["make", packages.folder, "--version", "9.0.0"], { nowMs: () => Date.now() })).code).toBe(0);
  expect((await release(["sign", packages.folder, "--test-authority"], { nowMs: () => Date.now() })).code).toBe(0);
  const base = await serveFolder(packages.folder);
  const centre = await startFakeCentre();
  drops.push(() => centre.close());
  const data = temporaryFolder();
  drops.push(data.remove);
  return { packages, base, centre, data };
}

test("[UP5] a release made and signed here reaches a whole core, is told to its window, waits for unsent work and open files, and is handed over", async () => {
  const { packages, base, centre, data } = await publishNine();
  const applied: UpdateToApply[] = [];
  // Only a centre that asks for a later protocol makes a core look at once; otherwise it waits a while after its start.
  centre.hello = { minProtocol: 2, protocol: 2 };
  const core = await createCore(testDeps(data.dir, centre.url, {
    version: "1.0.0", updates: { base, channel: "stable", install: "per-user", machine: { platform: "win", arch: "x64" }, apply: async (update) => void applied.push(update) },
  }));
  drops.push(() => core.close());
  const told: UpdateState[] = [];
  core.on("update.changed", (state) => void told.push(state));
  await until("the update is ready", async () => (await core.handlers["update.state"](undefined)).kind === "ready");
  expect(told.at(-1)).toEqual({ kind: "ready", version: "9.0.0", mandatory: false, notes: { fr: "", en: "" } });
  const install = (openFile: boolean) => core.handlers["update.install"]({ openFile });
  expect(await install(false)).toEqual({ ok: false, error: { code: "G1008" } });

  centre.hello = {};
  unwrap(await core.handlers["session.demonstrationSignIn"]({ login: "anne" }), "sign-in");
  unwrap(await core.handlers["session.choosePassphrase"]({ passphrase: PASSPHRASE }), "passphrase");
  await settled(core);
  centre.mischief = (path) => (path === "/v1/push" ? "cut" : "go-on");
  const file = await newFile(core, { siren: "732829320" });
  expect(await install(false)).toMatchObject({ ok: false, error: { code: "G6001" } });
  await core.handlers["files.seal"]({ file });
  expect(await install(false)).toMatchObject({ ok: false, error: { code: "G6001" } });
  centre.mischief = () => "go-on";
  await settled(core);
  expect(await install(true)).toEqual({ ok: false, error: { code: "G6002" } });
  expect(applied).toEqual([]);
  expect(await install(false)).toEqual({ ok: true, value: { kind: "installing", version: "9.0.0" } });
  expect(applied.map(({ path }) => readFileSync(path).equals(readFileSync(join(packages.folder, packages.installerName))))).toEqual([true]);
});

test("[UP1] a host without updates answers that there is none", async () => {
  const centre = await startFakeCentre();
  drops.push(() => centre.close());
  const data = temporaryFolder();
  drops.push(data.remove);
  const core = await createCore(testDeps(data.dir, centre.url));
  drops.push(() => core.close());
  expect([await core.handlers["update.state"](undefined), await core.handlers["update.install"]({ openFile: false })]).toEqual([{ kind: "none" }, { ok: false, error: { code: "G6004" } }]);
});

test("[RE4] [RE5] what the bank decided is heard by a whole core with who she is, obeyed while the desk is locked and after another start, and told to the centre with the next pull", async () => {
  const { base, centre, data } = await publishNine();
  const start = async () => await createCore(testDeps(data.dir, centre.url, { version: "1.0.0", updates: { base, channel: "stable", install: "per-user", machine: { platform: "win", arch: "x64" }, apply: async () => {} } }));
  const me = centre.people.get("anne");
  if (me === undefined) throw new Error("nobody");
  const policy = { ...DEFAULT_POLICY, releases: { ...NO_RELEASE_RULES, halted: true } };
  centre.people.set("anne", { ...me, policy: { n: 1, text: policyText(policy) } });
  const first = await start();
  unwrap(await first.handlers["session.demonstrationSignIn"]({ login: "anne" }), "sign-in");
  unwrap(await first.handlers["session.choosePassphrase"]({ passphrase: PASSPHRASE }), "passphrase");
  await settled(first);
  await first.close();

  centre.hello = { minProtocol: 2, protocol: 2 };
  const core = await start();
  drops.push(() => core.close());
  const memory = join(data.dir, "update", "memory.json");
  await until("it looked", async () => (JSON.parse(readFileSync(memory, "utf8")) as { readonly marks: readonly unknown[] }).marks.length > 0);
  expect(await core.handlers["update.state"](undefined)).toEqual({ kind: "none" });
  centre.hello = {};
  centre.people.set("anne", { ...me, policy: { n: 2, text: policyText(DEFAULT_POLICY) } });
  const closed = await core.handlers["session.state"](undefined);
  unwrap(await core.handlers["session.unlock"]({ profile: closed.kind === "closed" ? closed.profiles[0]?.id ?? "" : "", passphrase: PASSPHRASE }), "unlock");
  await until("it is offered", async () => (await core.handlers["update.state"](undefined)).kind === "ready");
  await core.handlers["sync.now"](undefined);
  await until("the centre was told", async () => centre.workstations.some(({ release: told }) => told?.channel === "stable" && told.version === "9.0.0" && told.is === "ready"));
});
