import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

import { createProgressLine } from "../bootstrap/progress-line.mjs";
import { compileElectron } from "../compile/compile-electron.ts";
import { type DistArguments, readDistArguments, usage } from "./arguments.ts";
import { chooseElectron, type ElectronSource } from "./electron-source.ts";
import { makeInstallers } from "./make-installers.ts";
import { readPackageFacts } from "./package-facts.ts";
import { readSignSettings, type SignSettings, signTool } from "./signing/sign-settings.ts";
import { makeTestAuthority } from "./signing/test-authority.ts";
import { type PackPlatform, targets } from "./targets.ts";
import { findTool, howToGet, type ToolName } from "./tools.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const complain = (text: string): void => void process.stderr.write(`${text}\n`);

/** `npm run dist`: exit codes 0 made, 1 failed, 2 usage, 3 a tool is missing, 4 no Electron to be had. */
async function main(): Promise<number> {
  const given = readDistArguments(process.argv.slice(2));
  if (given.kind === "usage") {
    complain([given.wrong, usage()].filter((text) => text !== undefined).join("\n\n"));
    return given.wrong === undefined ? 0 : 2;
  }
  const work = mkdtempSync(join(tmpdir(), "guichet-signing-"));
  try {
    return await run(given, work);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function run(given: DistArguments & { kind: "run" }, work: string): Promise<number> {
  const missing = missingTools(given);
  if (missing.length > 0) {
    for (const name of missing) complain(`${name} is missing. To get it: ${howToGet[name]}.`);
    return 3;
  }
  const env = given.signForTest ? testSigning(work) : process.env;
  const signing = readSignSettings(env);
  if (!signing.ok) {
    complain(signing.error);
    return 2;
  }
  const facts = readPackageFacts(readFileSync(join(root, "package.json"), "utf8"));
  const sources = new Map<PackPlatform, ElectronSource>();
  for (const platform of new Set(given.targets.map((name) => targets[name].platform))) {
    const source = await chooseElectron(platform, facts.electron, given.standIn, process.env);
    if (!source.ok) {
      complain(source.error);
      return 4;
    }
    sources.set(platform, source.value);
  }
  const standIn = [...sources.values()].some(({ kind }) => kind === "stand-in");
  if (standIn) complain("STAND-IN: Electron can't be had here. What is made carries a stand-in, says so in its name, and can't open Guichet.");
  warnUnsigned(given, signing.value);
  const line = createProgressLine();
  line.show("Compiling the application…");
  await compileElectron();
  const made = await makeInstallers({
    root, version: facts.version, targets: given.targets, signing: signing.value, env, out: given.out,
    source: (platform) => sources.get(platform) ?? { kind: "stand-in" },
    marks: { standIn, testSigned: given.signForTest },
    onStep: (step) => line.show(step),
  });
  line.clear();
  for (const path of made) process.stdout.write(`${relative(process.cwd(), path)}${statSync(path).isFile() ? `  ${(statSync(path).size / 1e6).toFixed(1)} MB` : ""}\n`);
  return 0;
}

function missingTools(given: DistArguments & { kind: "run" }): readonly ToolName[] {
  const settings = readSignSettings(process.env);
  const windows = given.targets.some((name) => targets[name].platform === "win32");
  const forSigning: readonly ToolName[] = given.signForTest ? ["osslsigncode", "openssl"] : settings.ok && settings.value.kind !== "none" ? [signTool(settings.value)] : [];
  const wanted = new Set<ToolName>([...given.targets.flatMap((name) => targets[name].tools), ...(windows ? forSigning : [])]);
  return [...wanted].filter((name) => findTool(name) === undefined);
}

function testSigning(folder: string): NodeJS.ProcessEnv {
  const { pfx, passwordFile } = makeTestAuthority(findTool("openssl") ?? "openssl", folder);
  return { ...process.env, GUICHET_SIGN: "pfx", GUICHET_SIGN_PFX: pfx, GUICHET_SIGN_PASSWORD_FILE: passwordFile, GUICHET_SIGN_TIMESTAMP: "" };
}

function warnUnsigned(given: DistArguments & { kind: "run" }, signing: SignSettings): void {
  if (given.targets.every((name) => targets[name].platform !== "win32")) return;
  if (signing.kind === "none") complain("UNSIGNED: GUICHET_SIGN says nothing, so Windows files carry no signature. AppLocker and SmartScreen will say so.");
  if (given.signForTest) complain("TEST-SIGNED: by an authority made now and thrown away. Not for release.");
}

try {
  process.exitCode = await main();
} catch (error) {
  complain(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
