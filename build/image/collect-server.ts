import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { FONT_FILES, locateFont } from "../../paper/fonts.ts";
import { compileAuditPage } from "../verification/compile-audit-page.ts";
import { compilePage } from "../verification/compile-page.ts";
import { billOfMaterials } from "./bill-of-materials.ts";
import { packageClosure, type Placed } from "./package-closure.ts";
import { serverFiles } from "./server-files.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** Of a package, what nothing runs. */
const NOT_RUN = /\.(?:d\.[cm]?ts|map|md|markdown|flow)$|\/(?:test|tests|__tests__|docs|example|examples|\.github)(?:\/|$)/;

export type Collected = { readonly sources: readonly string[]; readonly packages: readonly Placed[] };

/** Writes what the server's image holds into `folder`, anew: its sources, the packages that they need, the list of them, the page that it may serve, and the one that it puts into exports of the audit. */
export async function collectServer(folder: string): Promise<Collected> {
  const { sources, packages: names } = serverFiles(root);
  const packages = packageClosure(root, names);
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));
  rmSync(folder, { recursive: true, force: true });
  for (const source of sources) copy(source, folder);
  for (const { path, name } of packages) {
    if (!existsSync(join(root, path))) throw new Error(`${name} is not installed: npm ci first`);
    cpSync(join(root, path), join(folder, path), { recursive: true, filter: (from) => isRun(from.slice(join(root, path).length)) });
  }
  // Beside paper/fonts.ts, where it looks first: their package holds every weight, and no import names it.
  for (const font of [...Object.values(FONT_FILES), "LICENSE_FONT"]) {
    mkdirSync(dirname(join(folder, "paper/fonts", font)), { recursive: true });
    cpSync(locateFont(font), join(folder, "paper/fonts", font));
  }
  writeFileSync(join(folder, "package.json"), `${JSON.stringify({ name: "guichet-server", version, type: "module", private: true })}\n`);
  writeFileSync(join(folder, "sbom.cdx.json"), billOfMaterials(version, packages));
  await compilePage({ out: join(folder, "verification") });
  await compileAuditPage(join(folder, "audit-page"));
  return { sources, packages };
}

/** Nested packages are placed by themselves, where the server needs them. */
const isRun = (inside: string): boolean => !NOT_RUN.test(inside) && !/(?:^|\/)node_modules(?:\/|$)/.test(inside);

function copy(source: string, folder: string): void {
  mkdirSync(dirname(join(folder, source)), { recursive: true });
  cpSync(join(root, source), join(folder, source));
}

if (import.meta.main) {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) {
    process.stderr.write("node build/image/collect-server.ts FOLDER: writes what the server's image holds\n");
    process.exitCode = 2;
  } else {
    const { sources, packages } = await collectServer(resolve(folder));
    process.stdout.write(`${sources.length} sources, ${packages.length} packages -> ${folder}\n`);
  }
}
