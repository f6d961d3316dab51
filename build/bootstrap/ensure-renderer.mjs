import { join } from "node:path";
import { ensureCompiled } from "./ensure-compiled.mjs";

/** @type {import("./ensure-compiled.mjs").Compiled} */
const screens = {
  inputs: ["renderer", "shared", "package-lock.json"],
  output: "build/out/renderer",
  args: (root, outDir) => [join(root, "node_modules/vite/bin/vite.js"), "build", "--config", "renderer/vite.config.ts", "--outDir", outDir, "--emptyOutDir", "--logLevel", "warn"],
  begins: "Compilation des écrans / compiling the screens…",
  ends: "Écrans compilés / screens compiled.",
  fails: ["Les écrans ne se compilent pas ; voici ce qu'en dit vite.", "The screens do not compile; this is what vite says."],
};

/**
 * Leaves the compiled screens in build/out/renderer.
 * @param {string} root
 * @param {string} node
 */
export const ensureRenderer = (root, node) => ensureCompiled(root, node, screens);
