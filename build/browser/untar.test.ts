import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { untar } from "./untar.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "guichet-untar-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

type Entry = { readonly name: string; readonly body?: string; readonly kind?: string; readonly mode?: string; readonly front?: string; readonly magic?: string };

function entry({ name, body = "", kind = "0", mode = "0000644", front = "", magic = "ustar\0" }: Entry): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write(mode, 100);
  header.write(Buffer.byteLength(body).toString(8).padStart(11, "0"), 124);
  header.write(kind, 156);
  header.write(magic, 257);
  header.write(front, 345);
  const content = Buffer.alloc(Math.ceil(Buffer.byteLength(body) / 512) * 512);
  content.write(body);
  return Buffer.concat([header, content]);
}

const archive = (...entries: readonly Entry[]) => Buffer.concat([...entries.map(entry), Buffer.alloc(1024)]);
const read = (name: string) => readFileSync(join(folder, name), "utf8");

test("files and folders come out with their bytes and their right to run", () => {
  untar(archive({ name: "lib/", kind: "5" }, { name: "lib/a.so", body: "é".repeat(600), mode: "0000755" }, { name: "b.txt", body: "" }), folder);
  expect(read("lib/a.so")).toBe("é".repeat(600));
  expect(read("b.txt")).toBe("");
  expect(statSync(join(folder, "lib/a.so")).mode & 0o777).toBe(0o755);
  expect(statSync(join(folder, "b.txt")).mode & 0o777).toBe(0o644);
});

test("a long name is read in both halves; GNU's variant has no second half", () => {
  untar(archive({ name: "long.txt", front: "some/folder", body: "posix" }, { name: "gnu.txt", front: "14777777777", magic: "ustar  \0", body: "gnu" }), folder);
  expect(read("some/folder/long.txt")).toBe("posix");
  expect(read("gnu.txt")).toBe("gnu");
});

test.each(["../out.txt", "a/../../out.txt", "lib/../../guichet-untar-beside/out.txt"])("a name that leaves the folder is refused: %s", (name) => {
  expect(() => untar(archive({ name, body: "x" }), folder)).toThrow(/outside/);
  expect(existsSync(join(folder, "..", "out.txt"))).toBe(false);
});

test("a link is refused", () => {
  expect(() => untar(archive({ name: "link", kind: "2" }), folder)).toThrow(/unexpected kind "2"/);
});

test("an archive cut short is noticed, in a file and between two", () => {
  const whole = archive({ name: "a.txt", body: "x".repeat(700) });
  expect(() => untar(whole.subarray(0, 900), folder)).toThrow(/cut short/);
  expect(() => untar(whole.subarray(0, 512 + 1024), folder)).toThrow(/cut short/);
});
