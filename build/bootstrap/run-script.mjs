import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { ensureAuditPage } from "./ensure-audit-page.mjs";
import { ensureEvidencePage } from "./ensure-evidence-page.mjs";
import { ensureInstalled } from "./ensure-installed.mjs";
import { ensurePage } from "./ensure-page.mjs";
import { ensureRenderer } from "./ensure-renderer.mjs";
import { checkNode24, findNode24 } from "./find-node-24.mjs";
import { handOver } from "./hand-over.mjs";
import { scripts } from "./scripts.mjs";
import { ToldError } from "./told-error.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * Prepares the clone for the named script, then becomes it: same input and output, its exit code is ours.
 * Whatever the preparation has to say goes to stderr, so that a script's stdout stays its own.
 * @param {readonly string[]} argv name of the script, then its arguments
 */
export async function runScript(argv) {
  const [name, ...given] = argv;
  try {
    const script = name === undefined ? undefined : scripts[name];
    if (script === undefined) throw unknownScript(name);
    checkNode24(root);
    await ensureInstalled(root);
    const node = findNode24(root);
    if (!existsSync(join(root, script.entry))) throw missingEntry(String(name), script.entry);
    if (script.renderer) await ensureRenderer(root, node);
    if (script.page) await ensurePage(root, node);
    if (script.evidence === true || (script.evidence !== undefined && given.includes(script.evidence))) await ensureEvidencePage(root, node);
    if (script.audit !== undefined && given.includes(script.audit)) await ensureAuditPage(root, node);
    // `npm run x -- --flag` arrives bare, but people also type `node build/run.mjs x -- --flag`.
    const args = given[0] === "--" ? given.slice(1) : given;
    process.exitCode = await handOver(root, node, [join(root, script.entry), ...(script.args ?? []), ...args]);
  } catch (error) {
    if (!(error instanceof ToldError)) throw error;
    process.stderr.write(`\n${error.message}\n`);
    process.exitCode = 1;
  }
}

/** @param {string | undefined} name */
function unknownScript(name) {
  const names = Object.keys(scripts).join(", ");
  return new ToldError(
    `Il n'y a pas de commande « ${name ?? ""} ». Commandes : ${names}.`,
    `There is no command "${name ?? ""}". Commands: ${names}.`,
  );
}

/** @param {string} name @param {string} entry */
function missingEntry(name, entry) {
  return new ToldError(
    `La commande « ${name} » attend le fichier ${entry}, absent de cette copie. Reprenez une copie complète du dépôt.`,
    `The command "${name}" needs the file ${entry}, which this copy lacks. Take a complete copy of the repository.`,
  );
}
