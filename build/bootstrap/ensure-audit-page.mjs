import { join } from "node:path";
import { ensureCompiled } from "./ensure-compiled.mjs";

/** @type {import("./ensure-compiled.mjs").Compiled} */
const page = {
  inputs: ["renderer/evidence", "renderer/styles/tokens.css", "shared", "build/verification", "package-lock.json"],
  output: "build/out/audit",
  args: (root, outDir) => [join(root, "build/verification/compile-audit-page.ts"), "--out", outDir],
  begins: "Compilation de la page des exports de l'audit / compiling the page of exports of the audit…",
  ends: "Page des exports de l'audit compilée / page of exports of the audit compiled.",
  fails: ["La page des exports de l'audit ne se compile pas ; voici ce qu'en dit vite.", "The page of exports of the audit does not compile; this is what vite says."],
};

/**
 * Leaves the compiled page that verifies exports of the audit in build/out/audit, as the server puts it into each.
 * @param {string} root
 * @param {string} node
 */
export const ensureAuditPage = (root, node) => ensureCompiled(root, node, page);
