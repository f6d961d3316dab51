#!/usr/bin/env node
// electron-builder makes its deb through fpm, which Debian has not. This takes the same words and gives them to Debian's own dpkg-deb.
// Only what electron-builder says for `-s dir -t deb` is understood; any other word is an error, so that none is lost in silence.
import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

/** Options that take a value. */
const valued = new Set(["-s", "-t", "-d", "--deb-recommends", "--deb-compression", "--architecture", "--after-install", "--after-remove", "--description", "--version", "--package", "--name", "--maintainer", "--vendor", "--url", "--category", "--deb-priority", "--license", "--iteration", "--log"]);
const bare = new Set(["--force", "--debug"]);

/** @param {readonly string[]} words @returns {{ options: Map<string, string[]>, paths: string[] }} */
export function readWords(words) {
  /** @type {Map<string, string[]>} */
  const options = new Map();
  const paths = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? "";
    if (valued.has(word)) options.set(word, [...(options.get(word) ?? []), words[(at += 1)] ?? ""]);
    else if (!word.startsWith("-") && word.includes("=")) paths.push(word);
    else if (!bare.has(word)) throw new Error(`dpkg-deb-as-fpm does not understand ${word}`);
  }
  return { options, paths };
}

/** The control file; a line of the description that begins without a space would end it. @param {Map<string, string[]>} options @param {number} kibibytes */
export function controlFile(options, kibibytes) {
  const one = (/** @type {string} */ name) => options.get(name)?.at(-1) ?? "";
  const [synopsis = "", ...more] = one("--description").split("\n").map((line) => line.trim());
  const lines = [
    `Package: ${one("--name")}`, `Version: ${one("--version").replaceAll("-", "~")}`, `Architecture: ${one("--architecture") === "x86_64" ? "amd64" : one("--architecture")}`,
    `Maintainer: ${one("--maintainer")}`, `Installed-Size: ${kibibytes}`,
    ...(options.has("-d") ? [`Depends: ${(options.get("-d") ?? []).join(", ")}`] : []),
    ...(options.has("--deb-recommends") ? [`Recommends: ${(options.get("--deb-recommends") ?? []).join(", ")}`] : []),
    `Section: ${one("--category") || "misc"}`, `Priority: ${one("--deb-priority") || "optional"}`, `Homepage: ${one("--url")}`,
    `Description: ${synopsis}`, ...more.filter((line) => line !== "").map((line) => ` ${line}`),
  ];
  return `${lines.join("\n")}\n`;
}

/** Same rights on every machine: folders and programs 755, the rest 644. @param {string} path @returns {number} bytes */
function settle(path) {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return 0;
  if (!stat.isDirectory()) {
    chmodSync(path, (stat.mode & 0o111) === 0 ? 0o644 : 0o755);
    return stat.size;
  }
  chmodSync(path, 0o755);
  return readdirSync(path).reduce((sum, name) => sum + settle(join(path, name)), 0);
}

function main() {
  const { options, paths } = readWords(process.argv.slice(2));
  if (options.get("-t")?.[0] !== "deb") throw new Error("dpkg-deb-as-fpm makes deb only");
  const root = mkdtempSync(join(tmpdir(), "guichet-deb-"));
  try {
    for (const path of paths) {
      const at = path.indexOf("=");
      const [from, to] = [path.slice(0, at), join(root, path.slice(at + 1))];
      mkdirSync(from.endsWith("/") ? to : dirname(to), { recursive: true });
      cpSync(from, to, { recursive: true, verbatimSymlinks: true });
    }
    const kibibytes = Math.ceil(settle(root) / 1024);
    const control = join(root, "DEBIAN");
    mkdirSync(control, { mode: 0o755 });
    writeFileSync(join(control, "control"), controlFile(options, kibibytes), { mode: 0o644 });
    for (const [option, name] of [["--after-install", "postinst"], ["--after-remove", "postrm"]]) {
      const script = options.get(option ?? "")?.at(-1);
      if (script !== undefined) writeFileSync(join(control, name ?? ""), readFileSync(script), { mode: 0o755 });
    }
    const output = options.get("--package")?.at(-1) ?? "";
    mkdirSync(dirname(output), { recursive: true });
    execFileSync("dpkg-deb", ["--root-owner-group", `-Z${options.get("--deb-compression")?.at(-1) ?? "xz"}`, "--build", root, output], { stdio: ["ignore", "ignore", "inherit"] });
    process.stdout.write(`${basename(output)}\n`);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
