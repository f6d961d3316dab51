import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

export type ToolName = "7z" | "7za" | "dpkg-deb" | "wixl" | "msiinfo" | "makensis" | "osslsigncode" | "openssl" | "signtool" | "macos" | "gpg" | "gpgv";

/** How to get each, in a sentence for the terminal. */
export const howToGet: Readonly<Record<ToolName, string>> = {
  "7z": "apt-get install p7zip-full",
  "7za": "apt-get install p7zip-full",
  "dpkg-deb": "apt-get install dpkg (Debian, Ubuntu), brew install dpkg (macOS)",
  wixl: "apt-get install wixl (Debian 12, Ubuntu 22.04 and later), dnf install msitools (Fedora)",
  msiinfo: "apt-get install msitools (only to look into what was made)",
  makensis: "apt-get install nsis (version 3.08 or later)",
  osslsigncode: "apt-get install osslsigncode (version 2.5 or later)",
  openssl: "apt-get install openssl",
  signtool: "the Windows SDK, on Windows; SIGNTOOL_PATH names it",
  macos: "a Mac: Apple's tools run nowhere else",
  gpg: "apt-get install gnupg",
  gpgv: "apt-get install gpgv",
};

type Environment = { readonly [name: string]: string | undefined };

/** The program's path, or undefined where this machine has it not. */
export function findTool(name: ToolName, env: Environment = process.env, platform: NodeJS.Platform = process.platform): string | undefined {
  if (name === "macos") return platform === "darwin" ? "/usr/bin/hdiutil" : undefined;
  if (name === "signtool" && env["SIGNTOOL_PATH"]) return env["SIGNTOOL_PATH"];
  const names = platform === "win32" ? [`${name}.exe`, `${name}.cmd`] : [name];
  for (const folder of (env["PATH"] ?? "").split(delimiter).filter((part) => part !== "")) {
    for (const file of names) if (mayRun(join(folder, file))) return join(folder, file);
  }
  return undefined;
}

function mayRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
