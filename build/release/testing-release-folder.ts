import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { trustedKeys } from "../../shared/release/trusted-keys.ts";
import { runRelease } from "./program.ts";
import type { Terminal } from "./surroundings.ts";

export const NOW = Date.parse("2026-11-23T12:00:00Z");
export const hashOf = (bytes: Uint8Array): string => createHash("sha512").update(bytes).digest("base64");

/** A folder of packages as a build leaves it: an installer, its `latest.yml` and its blockmap. */
export function createPackages(version = "1.4.0", installer: Uint8Array = Buffer.alloc(5_000, version)): { readonly folder: string; readonly installerName: string; readonly drop: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "guichet-release-"));
  const installerName = `guichet-${version}-win-x64.exe`;
  writeFileSync(join(folder, installerName), installer);
  writeFileSync(join(folder, `${installerName}.blockmap`), "blocks");
  writeFileSync(join(folder, "latest.yml"), ymlOf(version, installerName, installer));
  return { folder, installerName, drop: () => rmSync(folder, { recursive: true, force: true }) };
}

export const ymlOf = (version: string, name: string, bytes: Uint8Array): string =>
  [`version: ${version}`, "files:", `  - url: ${name}`, `    sha512: ${hashOf(bytes)}`, `    size: ${bytes.length}`, `path: ${name}`, `sha512: ${hashOf(bytes)}`, "releaseDate: '2026-11-23T12:00:00.000Z'", ""].join("\n");

/** Runs `npm run release` in this process; the passphrase, if any, stands on the input. */
export async function release(argv: readonly string[], over: Partial<Terminal> & { readonly passphrase?: string } = {}): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const said = { out: "", err: "" };
  const code = await runRelease(argv, {
    env: { LANG: "en" }, input: Readable.from([`${over.passphrase ?? ""}\n`]), stdout: { write: (text) => { said.out += text; } }, stderr: { write: (text) => { said.err += text; } },
    nowMs: () => NOW, keys: trustedKeys, fetch: globalThis.fetch, version: "1.4.0", ...over,
  });
  return { code, ...said };
}
