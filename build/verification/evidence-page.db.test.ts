import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compileAuditPage } from "./compile-audit-page.ts";
import { compileEvidencePage } from "./compile-evidence-page.ts";

describe.each([["an evidence file", compileEvidencePage, "Vérifier un dossier de preuve"], ["an export of the audit", compileAuditPage, "Vérifier un export de l’audit"]] as const)("the page of %s", (_what, compile, title) => {
  const folder = mkdtempSync(join(tmpdir(), "guichet-evidence-page-"));
  let html = "";
  beforeAll(async () => {
    await compile(folder);
    html = readFileSync(join(folder, "index.html"), "utf8");
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("it is one file, that names no other and weighs less than 240 kB", () => {
    expect(readdirSync(folder)).toEqual(["index.html"]);
    expect(html.length).toBeLessThan(240_000);
    expect(html).not.toMatch(/<(?:script|link|img|iframe)[^>]*(?:src|href)=|url\(|@import/);
  });

  test("its policy lets its own script and sheet run, by their hashes, and nothing else: no network at all", () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "";
    const hashOf = (tag: string): string => createHash("sha256").update(new RegExp(`<${tag}[^>]*>([\\s\\S]*)</${tag}>`).exec(html)?.[1] ?? "").digest("base64");
    expect(policy).toBe(`default-src 'none'; script-src 'sha256-${hashOf("script")}'; style-src 'sha256-${hashOf("style")}'; base-uri 'none'; form-action 'none'`);
    const script = /<script[^>]*>([\s\S]*)<\/script>/.exec(html)?.[1] ?? "";
    expect(script).not.toMatch(/\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon|import\(|innerHTML|insertAdjacentHTML|document\.write|\beval\(|localStorage|sessionStorage/);
  });

  test("it is French before any script runs, and the same sources are the same page", async () => {
    expect(html).toContain(title);
    expect(html.slice(0, html.indexOf("<script"))).not.toContain("{{");
    const again = mkdtempSync(join(tmpdir(), "guichet-evidence-page-"));
    await compile(again);
    expect(readFileSync(join(again, "index.html"), "utf8") === html).toBe(true);
    rmSync(again, { recursive: true });
  });
});
