import type { ToolName } from "./tools.ts";

export type TargetName = "deb" | "msi" | "nsis" | "dmg" | "linux-dir" | "win-dir";
export type PackPlatform = "linux" | "win32" | "darwin";

/** What `--target` may name, and what making it takes. */
export type Target = {
  readonly platform: PackPlatform;
  /** What electron-builder makes of it: a folder (`dir`) where the installer is made from that afterwards. */
  readonly builds: readonly ("deb" | "dir" | "dmg" | "zip")[];
  readonly tools: readonly ToolName[];
  readonly what: string;
};

export const targets: Readonly<Record<TargetName, Target>> = {
  deb: { platform: "linux", builds: ["deb"], tools: ["dpkg-deb"], what: "Debian and Ubuntu, per machine" },
  msi: { platform: "win32", builds: ["dir"], tools: ["wixl"], what: "Windows, per machine, for SCCM and Intune" },
  nsis: { platform: "win32", builds: ["dir"], tools: ["makensis"], what: "Windows, per user, only where the bank opts for it" },
  dmg: { platform: "darwin", builds: ["dmg", "zip"], tools: ["macos"], what: "macOS" },
  "linux-dir": { platform: "linux", builds: ["dir"], tools: [], what: "the folder that the deb is made from" },
  "win-dir": { platform: "win32", builds: ["dir"], tools: [], what: "the folder that MSI and NSIS are made from" },
};

export const isTargetName = (name: string): name is TargetName => Object.hasOwn(targets, name);

/** electron-builder's arguments for these, all of one platform. */
export function builderArguments(platform: PackPlatform, names: readonly TargetName[]): readonly string[] {
  const flag = { linux: "--linux", win32: "--win", darwin: "--mac" }[platform];
  return [flag, ...new Set(names.flatMap((name) => targets[name].builds)), ...(platform === "darwin" ? ["--x64", "--arm64"] : ["--x64"])];
}
