import { createCipheriv, randomBytes } from "node:crypto";
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { searchBytes, searchFolder, type Mark } from "./clear-search.ts";

const MARK: Mark = { name: "company", text: "Zéphyrine Kervalonec" };
const text = `avant ${MARK.text} après`;
const noise = randomBytes(5_000);
const member = deflateRawSync(text);
const head = Buffer.alloc(30);
head.writeUInt32LE(0x04034b50, 0);
head.writeUInt16LE(8, 8);
head.writeUInt16LE(1, 26);

test.each<readonly [string, Buffer]>([
  ["UTF-8", Buffer.from(text)],
  ["UTF-8", Buffer.from("ZéPHYRINE KERVALONEC")],
  ["UTF-16", Buffer.from(text, "utf16le")],
  ["hexadecimal", Buffer.from(Buffer.from(text).toString("hex"))],
  ["in an address", Buffer.from(encodeURIComponent(text))],
  ["JSON, escaped", Buffer.from(String.raw`{"name":"Z\u00e9phyrine Kervalonec"}`)],
  ["Base64", Buffer.from(Buffer.from(text).toString("base64"))],
  ["Base64", Buffer.from(Buffer.from(` ${text}`).toString("base64"))],
  ["Base64", Buffer.from(Buffer.from(`  ${text}`).toString("base64url"))],
  ["Base64", Buffer.from(Buffer.from(text, "utf16le").toString("base64"))],
  ["inflated UTF-8", gzipSync(text)],
  ["inflated UTF-8", deflateSync(text)],
  ["inflated UTF-8", zstdCompressSync(text)],
  ["inflated UTF-8", Buffer.concat([head, Buffer.from("a"), member])],
])("a mark is found as %s, whatever stands around it", (how, hidden) => {
  expect(searchBytes("x", Buffer.concat([noise, hidden]), [MARK])).toContainEqual({ mark: "company", place: "x", how });
});

test("what is encrypted tells nothing, and neither does another name", () => {
  const cipher = createCipheriv("aes-256-gcm", randomBytes(32), randomBytes(12));
  const sealed = Buffer.concat([cipher.update(text.repeat(100)), cipher.final()]);
  expect(searchBytes("x", Buffer.concat([noise, sealed, gzipSync("Zéphyrine Kerval")]), [MARK])).toEqual([]);
});

test("a folder is searched whole, the names of its files and folders too; what is left out is not", () => {
  const folder = mkdtempSync(join(tmpdir(), "guichet-search-"));
  mkdirSync(join(folder, "a", MARK.text), { recursive: true });
  writeFileSync(join(folder, "a", MARK.text, "b"), gzipSync(text));
  const places = searchFolder(folder, [MARK]).map(({ place }) => place);
  expect(places).toEqual([`a/${MARK.text} (its name)`, `a/${MARK.text}/b`]);
  expect(searchFolder(folder, [MARK], (path) => path.startsWith("a/"))).toEqual([]);
  rmSync(folder, { recursive: true });
});
