import { join } from "node:path";
import { ensureCompiled } from "./ensure-compiled.mjs";

/** @type {import("./ensure-compiled.mjs").Compiled} */
const page = {
  inputs: ["renderer/verification", "renderer/styles/tokens.css", "shared", "build/verification", "package-lock.json"],
  output: "build/out/verification",
  args: (root, outDir) => [join(root, "build/verification/compile-page.ts"), "--out", outDir],
  begins: "Compilation de la page de vérification / compiling the verification page…",
  ends: "Page de vérification compilée / verification page compiled.",
  fails: ["La page de vérification ne se compile pas ; voici ce qu'en dit vite.", "The verification page does not compile; this is what vite says."],
};

/**
 * Leaves the compiled page of a verification in build/out/verification, as a server serves it.
 * @param {string} root
 * @param {string} node
 */
export const ensurePage = (root, node) => ensureCompiled(root, node, page);
