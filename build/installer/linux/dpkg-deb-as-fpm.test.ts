import { expect, test } from "vitest";
import { controlFile, readWords } from "./dpkg-deb-as-fpm.mjs";

const words = ["-s", "dir", "--force", "-t", "deb", "-d", "liba | libb", "-d", "libc", "--architecture", "amd64", "--name", "guichet", "--version", "1.2.3-pilot.1", "--maintainer", "M <m@x.example>", "--url", "https://x.example", "--description", "One line\n More words", "/tmp/a/=/opt/Guichet", "icon.png=/usr/share/i.png"];

test("electron-builder's words are understood, paths apart", () => {
  const { options, paths } = readWords(words);
  expect(options.get("-d")).toEqual(["liba | libb", "libc"]);
  expect(paths).toEqual(["/tmp/a/=/opt/Guichet", "icon.png=/usr/share/i.png"]);
});

test("a word it does not know stops it: nothing is lost in silence", () => {
  expect(() => readWords([...words, "--deb-systemd"])).toThrow("--deb-systemd");
  expect(() => readWords(["stray"])).toThrow("stray");
});

test("the control file: a pilot sorts before its release, each part on its line, no line that ends it early", () => {
  const control = controlFile(readWords(words).options, 42);
  expect(control).toContain("\nVersion: 1.2.3~pilot.1\n");
  expect(control).toContain("\nDepends: liba | libb, libc\n");
  expect(control).toContain("\nInstalled-Size: 42\n");
  expect(control).toMatch(/\nDescription: One line\n More words\n$/);
  expect(control.split("\n").slice(0, -1).filter((line) => !/^([A-Z][A-Za-z-]*: | )/.test(line))).toEqual([]);
});
