import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { checkBudget } from "./archive-budget.ts";
import { artefactStem, builderConfig, type Marks } from "./builder-config.ts";
import type { ElectronSource } from "./electron-source.ts";
import { runBuilder } from "./run-builder.ts";
import { signFile } from "./signing/sign-file.ts";
import type { SignSettings } from "./signing/sign-settings.ts";
import { makeStandIn } from "./stand-in/make-stand-in.ts";
import { builderArguments, type PackPlatform, type TargetName, targets } from "./targets.ts";
import { findTool } from "./tools.ts";
import { makeMsi } from "./windows/make-msi.ts";
import { makeNsis } from "./windows/make-nsis.ts";

export type MakeOptions = {
  /** Of the repository; everything is compiled already. */
  readonly root: string;
  readonly version: string;
  readonly targets: readonly TargetName[];
  readonly source: (platform: PackPlatform) => ElectronSource;
  readonly signing: SignSettings;
  readonly marks: Marks;
  readonly out: string;
  /** What GUICHET_SIGN and its companions are for this run, beside the rest. */
  readonly env: NodeJS.ProcessEnv;
  readonly onStep: (step: string) => void;
};

/** Makes what was asked for, into `out`; answers the paths. Works in a folder of its own, which it removes. @throws with the words of the tool that failed */
export async function makeInstallers(options: MakeOptions): Promise<readonly string[]> {
  const out = resolve(options.out);
  mkdirSync(out, { recursive: true });
  const made: string[] = [];
  for (const platform of new Set(options.targets.map((name) => targets[name].platform))) {
    const work = mkdtempSync(join(tmpdir(), "guichet-dist-"));
    try {
      made.push(...(await makeFor(platform, work, out, options)));
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  }
  return made;
}

async function makeFor(platform: PackPlatform, work: string, out: string, options: MakeOptions): Promise<readonly string[]> {
  const { root, marks, env, onStep } = options;
  const names = options.targets.filter((name) => targets[name].platform === platform);
  const source = options.source(platform);
  const standIn = join(work, "stand-in");
  if (source.kind === "stand-in" && platform !== "darwin") makeStandIn(standIn, platform);
  onStep(`${platform}: packing ${names.join(", ")}`);
  await runBuilder(root, work, await builderConfig(root, platform, work, source, standIn, marks), builderArguments(platform, names), env, (line) => onStep(`${platform}: ${line}`));
  if (platform !== "darwin") checkBudget(join(work, unpacked(platform)));
  const made: string[] = [];
  const keep = (from: string): void => {
    const to = join(out, basename(from));
    copyFileSync(from, to);
    made.push(to);
  };
  for (const name of names) {
    if (name === "msi" || name === "nsis") keep(await makeWindows(name, work, options));
    else if (name === "linux-dir" || name === "win-dir") made.push(keepFolder(join(work, unpacked(platform)), join(out, `${artefactStem(marks)}-${name}`)));
    else for (const file of readdirSync(work).filter((entry) => /\.(deb|dmg|zip)$/.test(entry))) keep(join(work, file));
  }
  return made;
}

async function makeWindows(name: "msi" | "nsis", work: string, { root, version, signing, marks, env, onStep }: MakeOptions): Promise<string> {
  const output = join(work, `${artefactStem(marks)}-${version}-win-x64.${name === "msi" ? "msi" : "exe"}`);
  const source = { version, folder: join(work, "win-unpacked"), icon: join(root, "build/installer/resources/icon.ico"), output, workFolder: work };
  onStep(`win32: making the ${name}`);
  if (name === "msi") makeMsi(findTool("wixl", env) ?? "wixl", source);
  else makeNsis(findTool("makensis", env) ?? "makensis", source, env, signing.kind !== "none");
  await signFile(signing, output);
  return output;
}

/** What electron-builder calls the folder of a packed program. */
const unpacked = (platform: PackPlatform): string => `${platform === "win32" ? "win" : "linux"}-unpacked`;

function keepFolder(from: string, to: string): string {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
  return to;
}
