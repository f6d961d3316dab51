import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import process from "node:process";
import { stripVTControlCharacters } from "node:util";
import type { Configuration } from "app-builder-lib";
import { findTool } from "./tools.ts";

const KEPT = 16 * 1024;
const LIMIT_MS = 15 * 60_000;

/**
 * Runs electron-builder on `config`, always by --config. What it says goes line by line to `onLine`.
 * @throws with the end of what it said when it fails
 */
export async function runBuilder(root: string, workFolder: string, config: Configuration, args: readonly string[], env: NodeJS.ProcessEnv, onLine: (line: string) => void): Promise<void> {
  const file = join(workFolder, "electron-builder.json");
  writeFileSync(file, JSON.stringify(config, undefined, 1));
  const child = spawn(process.execPath, [join(root, "node_modules/electron-builder/cli.js"), "build", "--config", file, ...args, "--publish", "never"], {
    cwd: root,
    env: builderEnvironment(root, env),
    stdio: ["ignore", "pipe", "pipe"],
    timeout: LIMIT_MS,
    killSignal: "SIGKILL",
  });
  let said = "";
  const hear = (chunk: Buffer): void => {
    const text = stripVTControlCharacters(chunk.toString("utf8"));
    said = (said + text).slice(-KEPT);
    text.split("\n").map((line) => line.trim()).filter((line) => line !== "").forEach(onLine);
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  const code = await new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
  if (code !== 0) throw new Error(`electron-builder ended with ${code ?? "no code: it was stopped"}.\n${said.trim()}`);
}

/** Debian's tools instead of downloads, our dpkg-deb where it wants fpm, this Node for what it starts, and no certificate found by chance. */
function builderEnvironment(root: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const sevenZip = findTool("7za", env) ?? findTool("7z", env);
  return {
    ...env,
    PATH: `${dirname(process.execPath)}${delimiter}${env["PATH"] ?? ""}`,
    NO_COLOR: "1",
    CSC_IDENTITY_AUTO_DISCOVERY: "false",
    USE_SYSTEM_OSSLSIGNCODE: "true",
    ...(findTool("dpkg-deb", env) === undefined ? {} : { CUSTOM_FPM_PATH: join(root, "build/installer/linux/dpkg-deb-as-fpm.mjs") }),
    ...(sevenZip === undefined ? {} : { ELECTRON_BUILDER_7ZIP_PATH: sevenZip }),
  };
}
