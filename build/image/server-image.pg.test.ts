import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { z } from "zod";
import { createDatabase, type FreshDatabase } from "../test/fresh-database.ts";
import { collectServer, type Collected } from "./collect-server.ts";

const folder = mkdtempSync(join(tmpdir(), "guichet-image-"));
const app = join(folder, "app");
let collected: Collected;
let database: FreshDatabase;
beforeAll(async () => {
  collected = await collectServer(app);
  database = await createDatabase(inject("pgUrl"));
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const settings = () => ({
  GUICHET_VERIFICATION: join(app, "verification"), GUICHET_HOST: "127.0.0.1", GUICHET_PORT: "0", GUICHET_DATA: join(folder, "data"), GUICHET_STORE: "postgres", GUICHET_PG_URL: database.url,
  GUICHET_OIDC_ISSUER: "https://connexion.example", GUICHET_OIDC_CLIENT_ID: "guichet-desktop", GUICHET_OIDC_STYLE: "cognito",
});
type Ended = { readonly code: number | null; readonly out: string };
function start(args: readonly string[], more: Readonly<Record<string, string>> = {}): { readonly child: ChildProcess; readonly said: (pattern: RegExp) => Promise<string>; readonly ended: Promise<Ended> } {
  // As in the image: Node by its path, the folder's own packages, an environment of its own.
  const child = spawn(process.execPath, args, { cwd: app, env: { ...settings(), ...more }, stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  child.stdout.on("data", (chunk) => (out += String(chunk)));
  child.stderr.on("data", (chunk) => (out += String(chunk)));
  const ended = new Promise<Ended>((resolve) => child.once("close", (code) => resolve({ code, out })));
  const said = async (pattern: RegExp): Promise<string> => {
    await expect.poll(() => out).toMatch(pattern);
    return pattern.exec(out)?.[1] ?? "";
  };
  return { child, said, ended };
}

test("what the image holds migrates the store, answers, is ready, and ends at SIGTERM, with no other package at hand", async () => {
  expect(await start(["sync-server/main.ts", "migrate"]).ended).toMatchObject({ code: 0, out: expect.stringContaining("store migrated") });
  const server = start(["sync-server/main.ts"]);
  const address = await server.said(/"address":"(http:\/\/127\.0\.0\.1:\d+)"/);
  for (const path of ["/healthz", "/readyz", "/v1/hello", "/verification"]) expect([path, (await fetch(`${address}${path}`)).status]).toEqual([path, 200]);
  server.child.kill("SIGTERM");
  const { code, out } = await server.ended;
  // PostgreSQL without a bucket for anchors: said once, and no more.
  expect([code, out.split("the audit is anchored nowhere").length - 1]).toEqual([0, 1]);
  // The page that goes into exports of the audit is in the image.
  expect(await start(["sync-server/main.ts", "audit-export", "all", "--out", join(folder, "audit.zip")]).ended).toMatchObject({ code: 0 });
  expect(await start(["sync-server/main.ts", "audit-verify", join(folder, "audit.zip"), "--json"]).ended).toMatchObject({ code: 0, out: expect.stringContaining('"verdict": "unproven"') });
});

test("told to make its own certificate, as a pod is, it answers by TLS, to whoever judges none", async () => {
  const server = start(["sync-server/main.ts"], { GUICHET_TLS_OWN: "1" });
  const address = await server.said(/"address":"(https:\/\/127\.0\.0\.1:\d+)"/);
  const status = await new Promise((resolve, reject) => { request(`${address}/readyz`, { rejectUnauthorized: false, agent: false }, (answer) => resolve(answer.resume().statusCode)).once("error", reject).end(); });
  expect(status).toBe(200);
  await expect(fetch(`${address}/readyz`)).rejects.toThrow();
  server.child.kill("SIGTERM");
  expect((await server.ended).code).toBe(0);
});

test("it makes and seals an attestation in its own thread, with the fonts that came with it", async () => {
  const page = "https://verification.example/";
  const facts = {
    language: "fr", number: "1-ABCD-EFGH-K", siren: "732829320", company: "Atelier Imaginaire", scheme: "CLASSIQUE", amount: 100, grantOn: "2020-04-20", registeredAt: 1, rules: "pge@1", bank: "Banque", branch: "Agence",
    sealedAt: 2, demonstration: false, page, link: `${page}#1`,
  };
  const script = `
    const [{ createSealer }, { createTestSeal }] = await Promise.all(${JSON.stringify(["create-sealer", "test-authority"].map((name) => pathToFileURL(join(app, `sync-server/attestation/${name}.ts`)).href))}.map((module) => import(module)));
    const sealer = createSealer(await createTestSeal(Date.now()));
    const { bytes } = await sealer.seal(${JSON.stringify(facts)});
    console.log(Buffer.from(bytes).subarray(0, 5).toString() + bytes.length);
    await sealer.close();`;
  // A file: what is evaluated hands its flags on to its threads. Outside the image, which holds no test.
  const entry = join(folder, "seal.mjs");
  writeFileSync(entry, script);
  expect(await start([entry]).ended).toMatchObject({ code: 0, out: expect.stringMatching(/^%PDF-[0-9]{5}/) });
});

test("it holds no test, no tool, nothing of the workstation and nothing of the infrastructure", () => {
  expect(readdirSync(app).toSorted()).toEqual(["audit-page", "node_modules", "package.json", "paper", "sbom.cdx.json", "shared", "sync-server", "verification"]);
  expect(existsSync(join(app, "sync-server/infra"))).toBe(false);
  expect(collected.sources.filter((source) => /\.test\.|\/testing\//.test(source))).toEqual([]);
  const names = collected.packages.map(({ name }) => name);
  for (const never of ["electron", "react", "typescript", "vitest", "aws-cdk-lib", "better-sqlite3"]) expect(names).not.toContain(never);
});

test("its bill of materials names every package it holds, with the lock's own sum", () => {
  const bill = z.object({ bomFormat: z.literal("CycloneDX"), specVersion: z.string(), components: z.array(z.object({ name: z.string(), version: z.string(), purl: z.string(), hashes: z.array(z.object({ alg: z.string(), content: z.string() })).optional() })) }).parse(JSON.parse(readFileSync(join(app, "sbom.cdx.json"), "utf8")));
  expect(bill.components.map(({ name, version }) => `${name}@${version}`)).toEqual(collected.packages.map(({ name, version }) => `${name}@${version}`));
  expect(bill.components.length).toBeGreaterThan(50);
  for (const { name, hashes } of bill.components) expect([name, hashes?.[0]?.content.length]).toEqual([name, 128]);
  for (const { path, name, version } of collected.packages) expect([name, JSON.parse(readFileSync(join(app, path, "package.json"), "utf8")).version]).toEqual([name, version]);
});
