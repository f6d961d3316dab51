import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { z } from "zod";
import { untar } from "./untar.ts";

/** A headless Chromium that needs nothing of the system but its C library. */
export type PackedChromium = { readonly executable: string; readonly env: Readonly<Record<string, string>> };

const manifest = z.object({ version: z.string() });
const archives = { "al2023.tar.br": ".", "fonts.tar.br": ".", "swiftshader.tar.br": "." } as const;

/**
 * Unpacks, once, the Chromium that comes inside an npm package, with its libraries and a font, into `cache`.
 * Undefined where the package has none: it is made for Linux on x64 only.
 */
export function unpackChromium(cache: string): PackedChromium | undefined {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const packageFolder = dirname(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")));
  const { version } = manifest.parse(JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")));
  const folder = join(cache, `chromium-${version}`);
  const executable = join(folder, "chromium");
  if (!existsSync(executable)) unpackInto(folder, join(packageFolder, "bin"));
  const libraries = [join(folder, "lib"), process.env["LD_LIBRARY_PATH"]].filter((part) => part !== undefined && part !== "");
  return { executable, env: { LD_LIBRARY_PATH: libraries.join(":"), FONTCONFIG_FILE: writeFontSettings(folder) } };
}

/** Beside, then renamed into place: two that unpack at once never see each other's halves. */
function unpackInto(folder: string, packed: string): void {
  const fresh = `${folder}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  try {
    for (const [archive, place] of Object.entries(archives)) untar(brotliDecompressSync(readFileSync(join(packed, archive))), join(fresh, place));
    writeFileSync(join(fresh, "chromium"), brotliDecompressSync(readFileSync(join(packed, "chromium.br"))), { mode: 0o755 });
    renameSync(fresh, folder);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(join(folder, "chromium"))) throw error;
  }
}

/** The packed font answers for every generic family; the system's fonts, where there are some, lend the signs it lacks. */
function writeFontSettings(folder: string): string {
  const path = join(folder, "guichet-fonts.conf");
  const generic = ["sans-serif", "serif", "monospace", "system-ui"].map((family) => `  <alias binding="same"><family>${family}</family><prefer><family>Open Sans</family></prefer></alias>`);
  const text = [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
    "<fontconfig>",
    `  <dir>${escapeXml(join(folder, "fonts"))}</dir>`,
    "  <dir>/usr/share/fonts</dir>",
    `  <cachedir>${escapeXml(join(folder, "font-cache"))}</cachedir>`,
    ...generic,
    "</fontconfig>",
    "",
  ].join("\n");
  if (!existsSync(path) || readFileSync(path, "utf8") !== text) writeFileSync(path, text);
  return path;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
