import { execFile } from "node:child_process";
import { renameSync, rmSync } from "node:fs";
import process from "node:process";
import { promisify } from "node:util";
import { findTool, howToGet } from "../tools.ts";
import { signCommand } from "./sign-command.ts";
import { type SignSettings, signTool } from "./sign-settings.ts";

const run = promisify(execFile);
const LIMIT_MS = 180_000;

/** Signs a file where it lies; nothing happens when signing is off. @throws with the tool's words when it refuses, and then the file is as it was */
export async function signFile(settings: SignSettings, path: string): Promise<void> {
  if (settings.kind === "none") return;
  const name = signTool(settings);
  const tool = findTool(name);
  if (tool === undefined) throw new Error(`${name} is missing. To get it: ${howToGet[name]}.`);
  const output = `${path}.signed-${process.pid}`;
  const { args, inPlace } = signCommand(settings, path, output);
  try {
    await run(tool, [...args], { timeout: LIMIT_MS });
    if (!inPlace) renameSync(output, path);
  } catch (error) {
    rmSync(output, { force: true });
    const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
    throw new Error(`${name} did not sign ${path}: ${said === "" ? String(error) : said}`, { cause: error });
  }
}
