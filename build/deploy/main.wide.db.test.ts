import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "guichet-deploy-"));
const asked = join(folder, "asked");
/** The address answers as `answer` says. */
let answer = 200;
const server = createServer((request, response) => response.writeHead(request.url === "/readyz" ? answer : 404).end());
let address = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  const bound = server.address();
  address = `http://127.0.0.1:${typeof bound === "object" && bound !== null ? bound.port : 0}`;
  mkdirSync(join(folder, "manifests"));
  writeFileSync(join(folder, "manifests", "20-migration.yaml"), "metadata:\n  labels:\n    a: b\n  name: guichet-migrate-abc123\n");
  // A kubectl that writes down what it is asked, and says what a cluster would.
  writeFileSync(join(folder, "kubectl"), `#!/bin/sh\necho "$@" >> "${asked}"\ncase "$*" in *"get job/guichet-migrate-abc123"*) echo "\${MIGRATION:-Complete}";; *"get deployment/"*) echo 4;; *"rollout status"*) exit "\${STATUS:-0}";; esac\n`);
  chmodSync(join(folder, "kubectl"), 0o755);
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

type Ended = { readonly code: number | null; readonly out: string; readonly lines: readonly string[] };
function deploy(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  writeFileSync(asked, "");
  const child = spawn(process.execPath, [join(import.meta.dirname, "main.ts"), ...args], { env: { ...env, PATH: `${folder}:/usr/bin:/bin` } });
  let out = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (out += String(chunk)));
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, out, lines: readFileSync(asked, "utf8").trim().split("\n") })));
}
const rollOut = (env?: Readonly<Record<string, string>>) => deploy(["roll-out", "--manifests", join(folder, "manifests"), "--address", address, "--patience", "12"], env);

test("a good version is deployed: exit 0, everything in the namespace, the migration by its own name", async () => {
  const ended = await rollOut();
  expect(ended).toMatchObject({ code: 0, out: expect.stringContaining("deployed") });
  expect(ended.lines.every((line) => line.startsWith("--namespace guichet "))).toBe(true);
  expect(ended.lines.at(-1)).toContain("rollout status deployment/guichet-server --timeout=12s");
});

test("a failed migration is refused: exit 1, servers untouched", async () => {
  const ended = await rollOut({ MIGRATION: "Failed" });
  expect(ended).toMatchObject({ code: 1, out: expect.stringContaining("logs job/guichet-migrate-abc123") });
  expect(ended.lines.join("\n")).not.toMatch(/30-server|undo/);
});

test("servers that never become ready are taken back to the revision before; when that fails too, a person is called: exit 4", async () => {
  const ended = await rollOut({ STATUS: "1" });
  expect(ended).toMatchObject({ code: 4, out: expect.stringContaining("going back to revision 4") });
  expect(ended.lines).toContain("--namespace guichet rollout undo deployment/guichet-server --to-revision=4");
});

test("an address that does not answer fails a restart", async () => {
  answer = 503;
  expect(await deploy(["restart", "--address", address, "--patience", "4"])).toMatchObject({ code: 4 });
  answer = 200;
});

test("without what it needs it says how it is used: exit 2", async () => {
  for (const args of [[], ["roll-out", "--address", address], ["roll-back"], ["dance", "--address", address], ["restart", "--address", address, "--patience", "soon"]])
    expect(await deploy(args)).toMatchObject({ code: 2, out: expect.stringContaining("roll-out --manifests") });
});
