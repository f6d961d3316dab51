import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { windowPolicy } from "../../shared/bridge/window-policy.ts";
import { testServer } from "../../sync-server/http/testing/test-server.ts";
import { readVerificationPage } from "../../sync-server/read-verification-page.ts";
import { compilePage } from "./compile-page.ts";

const folder = mkdtempSync(join(tmpdir(), "guichet-page-"));
const [here, elsewhere] = [join(folder, "here"), join(folder, "elsewhere")];
beforeAll(async () => {
  await compilePage({ out: here });
  await compilePage({ out: elsewhere, base: "/", api: "https://api.guichet.example" });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const filesOf = (root: string): readonly string[] => [join(root, "index.html"), ...readdirSync(join(root, "assets")).map((name) => join(root, "assets", name))];
const html = (root: string): string => readFileSync(join(root, "index.html"), "utf8");
const read = (isDemonstration: boolean) => readVerificationPage({ folder: here, isAsked: true }, isDemonstration);
const serve = (isDemonstration = false) => testServer({ verification: { page: read(isDemonstration), origin: undefined, inside: 9, pointsPerAddress: 99 } });

test("the whole page weighs less than 40 kB, before any compression: one page, one script, one sheet, one icon", () => {
  expect(filesOf(here).map((path) => path.split(".").at(-1)).toSorted()).toEqual(["css", "html", "js", "svg"]);
  expect(filesOf(here).reduce((sum, path) => sum + statSync(path).size, 0)).toBeLessThan(40_000);
});

test("it is French before any script runs, names nothing but its own files, and holds nothing inline", () => {
  expect(html(here)).toContain("Vérifier un numéro d’enregistrement");
  expect(html(here)).not.toMatch(/\{\{|<style|<script(?![^>]* src=)|\son\w+=|\sstyle=/);
  for (const [, address] of html(here).matchAll(/(?:src|href)="([^"]+)"/g)) expect(address).toMatch(/^\/verification\/assets\/[\w.-]+$|^\?lang=en$/);
  const script = readFileSync(filesOf(here).find((path) => path.endsWith(".js")) ?? "", "utf8");
  expect(script).not.toMatch(/innerHTML|insertAdjacentHTML|document\.write|localStorage|sessionStorage|document\.cookie|eval\(/);
});

test("served from elsewhere it asks its centre by name, from the root of its own origin", () => {
  expect(html(elsewhere)).toContain('<meta name="guichet-centre" content="https://api.guichet.example">');
  expect(html(elsewhere)).toMatch(/src="\/assets\/[\w-]+\.js"/);
});

test("the command refuses an address that is no origin", () => {
  const { status, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, "compile-page.ts"), "--out", join(folder, "refused"), "--api", "https://api.guichet.example/v1"], { encoding: "utf8" });
  expect([status, stderr]).toEqual([2, expect.stringContaining("--api")]);
});

test("a server serves it under the window's policy, for a minute, and what it names for a year", async () => {
  const { app } = await serve();
  const page = await app.inject("/verification");
  expect([page.statusCode, page.body]).toEqual([200, html(here)]);
  expect(page.headers).toMatchObject({
    "content-type": "text/html; charset=utf-8", "cache-control": "public, max-age=60", "content-security-policy": windowPolicy("'self'"), "x-frame-options": "DENY",
    "referrer-policy": "no-referrer", "x-content-type-options": "nosniff", "cross-origin-opener-policy": "same-origin",
  });
  for (const [, address] of page.body.matchAll(/(?:src|href)="(\/verification\/[^"]+)"/g)) {
    const asset = await app.inject(address ?? "");
    expect([asset.statusCode, asset.headers["cache-control"]]).toEqual([200, "public, max-age=31536000, immutable"]);
  }
});

test("it leaves compressed where that is welcome, and not at all where it is known already", async () => {
  const { app } = await serve();
  const forms = await Promise.all(["identity", "gzip", "zstd"].map((encoding) => app.inject({ url: "/verification", headers: { "accept-encoding": encoding } })));
  const tags = forms.map(({ headers }) => String(headers["etag"]));
  expect(forms.map(({ headers }) => headers["content-encoding"])).toEqual([undefined, "gzip", "zstd"]);
  expect(new Set(tags).size).toBe(3);
  for (const [i, encoding] of ["identity", "gzip", "zstd"].entries()) {
    for (const known of [tags[i], `W/${tags[i]}`, `"other", ${tags[i]}`]) {
      const again = await app.inject({ url: "/verification", headers: { "accept-encoding": encoding, "if-none-match": known ?? "" } });
      expect([again.statusCode, again.body, again.headers["etag"], again.headers["cache-control"]]).toEqual([304, "", tags[i], "public, max-age=60"]);
    }
    expect((await app.inject({ url: "/verification", headers: { "accept-encoding": encoding, "if-none-match": tags[(i + 1) % 3] ?? "" } })).statusCode).toBe(200);
  }
  const head = await app.inject({ method: "HEAD", url: "/verification" });
  expect([head.statusCode, head.body, head.headers["etag"]]).toEqual([200, "", tags[0]]);
  expect((await app.inject({ method: "POST", url: "/verification" })).json().code).toBe("G4007");
  expect((await app.inject("/verification/assets/../../../package.json")).statusCode).toBe(404);
});

test("in a demonstration the page itself says so, before any script asks", async () => {
  const { app } = await serve(true);
  expect((await app.inject("/verification")).body).toContain('<meta name="guichet-demonstration" content="yes">');
});

test("a folder without the page is told by the variable's name, and left alone where nobody asked for it", () => {
  const empty = mkdtempSync(join(folder, "empty-"));
  expect(() => readVerificationPage({ folder: empty, isAsked: true }, false)).toThrow(/GUICHET_VERIFICATION/);
  expect(readVerificationPage({ folder: empty, isAsked: false }, true)).toBeUndefined();
  expect(readVerificationPage(undefined, false)).toBeUndefined();
  writeFileSync(join(empty, "index.html"), "<p>another page</p>");
  expect(() => readVerificationPage({ folder: empty, isAsked: false }, true)).toThrow(/GUICHET_VERIFICATION/);
});

test("as the pipeline writes it: into a folder named from where the command is run, in front of another origin", () => {
  const made = spawnSync(process.execPath, [join(import.meta.dirname, "compile-page.ts"), "--api", "https://api.guichet.example", "--base", "/", "--out", "out/site"], { cwd: folder, encoding: "utf8" });
  expect([made.status, made.stderr]).toEqual([0, ""]);
  expect(html(join(folder, "out/site"))).toBe(html(elsewhere));
});
