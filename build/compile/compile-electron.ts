import { cpSync, rmSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type InlineConfig } from "vite";
import { compileEvidencePage } from "../verification/compile-evidence-page.ts";
import { FONT_FILES, locateFont } from "../../paper/fonts.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** Where the compiled desktop application is: main.js, core-process.js, preload.cjs, fonts, the page of evidence files; the window is beside, in ../renderer. */
export const electronOutDir = join(root, "build", "out", "electron");

/** Electron gives itself; the database is native and stays a package of its own; all else is bundled. */
const external = ["electron", "better-sqlite3", ...builtinModules, ...builtinModules.map((name) => `node:${name}`)];

/** A release trusts no test authority and no plain http; only tests of a development build ask for one. */
export type BuildKind = "release" | "development";

/** Compiles main, core and preload. The preload is one CommonJS file, as its sandbox wants it. */
export async function compileElectron(outDir: string = electronOutDir, kind: BuildKind = "release"): Promise<void> {
  rmSync(outDir, { recursive: true, force: true });
  await build(nodeBuild(outDir, { main: "main/hosts/electron/main.ts", "core-process": "main/hosts/electron/core-process.ts" }, "es", "[name].js", kind));
  // Read from the disk by whoever prints, and so no part of what is bundled; their licence goes with them.
  for (const font of [...Object.values(FONT_FILES), "LICENSE_FONT"]) cpSync(locateFont(font), join(outDir, "fonts", font));
  await compileEvidencePage(join(outDir, "evidence"));
  await build(nodeBuild(outDir, { preload: "main/hosts/electron/preload.ts" }, "cjs", "[name].cjs", kind));
}

const nodeBuild = (outDir: string, input: Readonly<Record<string, string>>, format: "es" | "cjs", entryFileNames: string, kind: BuildKind): InlineConfig => ({
  configFile: false,
  // Read by shared/release/build-kind.ts.
  define: { __GUICHET_BUILD__: JSON.stringify(kind) },
  root,
  logLevel: "warn",
  publicDir: false,
  ssr: { noExternal: true, target: "node" },
  build: {
    ssr: true,
    outDir,
    emptyOutDir: false,
    target: "node24",
    minify: false,
    sourcemap: true,
    reportCompressedSize: false,
    rolldownOptions: {
      input: Object.fromEntries(Object.entries(input).map(([name, path]) => [name, join(root, path)])),
      external,
      output: { format, entryFileNames, chunkFileNames: "[name]-[hash].js", ...(format === "cjs" ? { codeSplitting: false } : {}) },
    },
  },
});

if (process.argv[1] === fileURLToPath(import.meta.url)) await compileElectron();
