import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import decodeQR from "qr/decode.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible } from "../../paper/test-support/expect-accessible.ts";
import { nodesOf, readPaper } from "../../paper/test-support/read-paper.ts";
import type { SealIdentity } from "./seal-identity.ts";
import { sealPdf } from "./seal-pdf.ts";
import { createTestSeal } from "./test-authority.ts";
import { pemOf } from "./testing/pem.ts";
import { readSignature } from "./testing/read-signature.ts";
import { someAttestation } from "./testing/some-attestation.ts";

const folder = mkdtempSync(join(tmpdir(), "guichet-seal-"));
const at = (name: string): string => join(folder, name);
const facts = someAttestation();
let seal: SealIdentity;
let pdf: Uint8Array;
beforeAll(async () => {
  seal = await createTestSeal(Date.now());
  pdf = (await sealPdf(facts, seal)).bytes;
  writeFileSync(at("root.pem"), seal.certificates.slice(1).map(pemOf).join(""));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const isThere = (program: string, ...args: readonly string[]): boolean => spawnSync(program, args).error === undefined;
const openssl = isThere("openssl", "version");
const [pdfsig, pdftoppm] = [isThere("pdfsig", "-v"), isThere("pdftoppm", "-v")];

/** What OpenSSL, which shares no line with us, says of the signature in a file. */
function judged(bytes: Uint8Array, authority = "root.pem"): string {
  const { content, cms } = readSignature(bytes);
  writeFileSync(at("content"), content);
  writeFileSync(at("cms"), cms);
  const { status, stderr } = spawnSync("openssl", ["cms", "-verify", "-binary", "-inform", "DER", "-in", at("cms"), "-content", at("content"), "-CAfile", at(authority), "-purpose", "any", "-out", at("out")], { encoding: "utf8" });
  return status === 0 ? "verified" : stderr;
}

test("[AT2] the signature covers the whole file but its own hole, and there is one only", () => {
  const { range: [from, length, rest, restLength] } = readSignature(pdf);
  expect([from, rest + restLength]).toEqual([0, pdf.length]);
  expect(rest - length).toBeLessThan(33_000);
  expect(Buffer.from(pdf).toString("latin1").match(/%%EOF/g)).toHaveLength(1);
});

test.skipIf(!openssl)("[AT2] OpenSSL verifies it up to the authority, and not once a byte was changed, anywhere, nor under another authority", async () => {
  expect(judged(pdf)).toBe("verified");
  const { range: [, length, rest] } = readSignature(pdf);
  for (const place of [10, Math.floor(length / 2), length - 30, rest + 40, Math.floor((rest + pdf.length) / 2), pdf.length - 8]) {
    const changed = Uint8Array.from(pdf);
    changed[place] = (changed[place] ?? 0) ^ 1;
    expect([place, judged(changed)]).toEqual([place, expect.stringMatching(/digest|verification failure/i)]);
  }
  writeFileSync(at("other.pem"), (await createTestSeal(Date.now())).certificates.slice(1).map(pemOf).join(""));
  expect(judged(pdf, "other.pem")).toMatch(/certificate verify error/i);
});

test.skipIf(!openssl)("[AT2] it is PAdES-B-B: it says which certificate signed, by its digest, and no time of its own", () => {
  judged(pdf);
  const { stdout } = spawnSync("openssl", ["cms", "-cmsout", "-print", "-inform", "DER", "-in", at("cms")], { encoding: "utf8" });
  for (const part of ["id-smime-aa-signingCertificateV2", "messageDigest", "contentType", "GUICHET TEST, SANS VALEUR"]) expect(stdout).toContain(part);
  expect(stdout).not.toContain("signingTime");
  expect(Buffer.from(pdf).toString("latin1")).toContain("/SubFilter /ETSI.CAdES.detached");
});

test.skipIf(!openssl)("[AT2] a certificate of an RSA key seals as well", async () => {
  const made = spawnSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=RSA", "-days", "2", "-keyout", at("rsa.key"), "-out", at("rsa.pem")]);
  expect(made.status).toBe(0);
  const { readSealIdentity } = await import("./seal-identity.ts");
  const read = readSealIdentity(readFileSync(at("rsa.pem"), "utf8"), readFileSync(at("rsa.key"), "utf8"), undefined, Date.now());
  if (!read.ok) throw new Error(read.error);
  expect(judged((await sealPdf(facts, read.value)).bytes, "rsa.pem")).toBe("verified");
});

test.skipIf(!pdfsig)("[AT2] Poppler finds one valid signature, of the total document", () => {
  writeFileSync(at("a.pdf"), pdf);
  const { stdout } = spawnSync("pdfsig", ["-nocert", at("a.pdf")], { encoding: "utf8" });
  for (const part of ["Signature #1", "Total document signed", "Signature is Valid", "ETSI.CAdES.detached"]) expect(stdout).toContain(part);
  expect(stdout).not.toContain("Signature #2");
});

test("[AT3] sealed, it is still tagged and accessible: the code has its alternate text, and beside it how to do without", async () => {
  for (const [language, tag] of [["fr", "fr-FR"], ["en", "en-GB"]] as const) {
    const read = await readPaper((await sealPdf(someAttestation({ language, demonstration: true }), seal)).bytes);
    expectAccessible(read, tag);
    expect(read.source.match(/\/S \/Figure\b/g)).toHaveLength(1);
    expect(read.source).toMatch(/\/Alt \(/);
    const text = read.text.replaceAll(/\s+/g, " ");
    for (const part of ["1-ABCD-EFGH-K", "732 829 320", "https://verification.guichet.example/", language === "fr" ? "250 000,50 €" : "€250,000.50"]) expect(text).toContain(part);
    expect(nodesOf(read.nodes, "H1")).toHaveLength(1);
    // The seal's field is hidden: it needs no tag, and nothing else of the page is left without.
    expect(read.source).toMatch(/\/F 130\b/);
  }
});

test("[AT3] its moments are Paris's, wherever the server stands", async () => {
  const { text } = await readPaper(pdf);
  expect(text.replaceAll(/\s+/g, " ")).toContain("17/04/2020 à 00 h 30 (heure de Paris)");
});

test.skipIf(!pdftoppm)("[AT3] a camera reads the code: exactly the page's address with the signed text behind its #, through DÉMONSTRATION too", async () => {
  for (const demonstration of [false, true]) {
    writeFileSync(at("a.pdf"), (await sealPdf(someAttestation({ demonstration }), seal)).bytes);
    spawnSync("pdftoppm", ["-r", "150", "-singlefile", at("a.pdf"), at("a")]);
    expect(decodeQR(readPixels(readFileSync(at("a.ppm"))))).toBe(facts.link);
  }
});

/** A binary PPM as pixels with transparency, the form that cameras' pictures have. */
function readPixels(ppm: Buffer): { readonly width: number; readonly height: number; readonly data: Uint8Array } {
  const head = /^P6\s(\d+) (\d+)\s255\s/.exec(ppm.subarray(0, 40).toString("latin1"));
  if (head === null) throw new Error("not a picture");
  const [width, height] = [Number(head[1]), Number(head[2])];
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let pixel = 0; pixel < width * height; pixel += 1) for (let colour = 0; colour < 3; colour += 1) data[pixel * 4 + colour] = ppm[head[0].length + pixel * 3 + colour] ?? 0;
  return { width, height, data };
}
