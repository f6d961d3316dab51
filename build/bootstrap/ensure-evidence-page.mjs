import { join } from "node:path";
import { ensureCompiled } from "./ensure-compiled.mjs";

/** @type {import("./ensure-compiled.mjs").Compiled} */
const page = {
  inputs: ["renderer/evidence", "renderer/styles/tokens.css", "shared", "build/verification", "package-lock.json"],
  output: "build/out/evidence",
  args: (root, outDir) => [join(root, "build/verification/compile-evidence-page.ts"), "--out", outDir],
  begins: "Compilation de la page des dossiers de preuve / compiling the page of evidence files…",
  ends: "Page des dossiers de preuve compilée / page of evidence files compiled.",
  fails: ["La page des dossiers de preuve ne se compile pas ; voici ce qu'en dit vite.", "The page of evidence files does not compile; this is what vite says."],
};

/**
 * Leaves the compiled page that verifies evidence files in build/out/evidence, as workstations put it into each.
 * @param {string} root
 * @param {string} node
 */
export const ensureEvidencePage = (root, node) => ensureCompiled(root, node, page);
