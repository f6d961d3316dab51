import type { ReleaseFile } from "../../shared/release/manifest.ts";

type Description = Pick<ReleaseFile, "platform" | "target" | "arch">;

const kinds: readonly (readonly [pattern: RegExp, platform: ReleaseFile["platform"], target: ReleaseFile["target"]])[] = [
  [/^latest(-[a-z0-9-]+)?\.yml$/, "any", "update-info"],
  [/\.blockmap$/, "any", "blockmap"],
  [/\.(cdx|spdx)\.json$/, "any", "sbom"],
  [/\.msi$/, "win", "msi"],
  [/\.exe$/, "win", "nsis"],
  [/\.deb$/, "linux", "deb"],
  [/\.AppImage$/, "linux", "appimage"],
  [/\.dmg$/, "mac", "dmg"],
  [/mac.*\.zip$/, "mac", "zip"],
];

/** What a packaged file is, from the name that electron-builder.yml gives it. `other`: announced and checked, installed by nobody. */
export function describeFile(name: string): Description {
  const [, platform, target] = kinds.find(([pattern]) => pattern.test(name)) ?? [undefined, "any", "other"] as const;
  const isInstaller = !["any"].includes(platform);
  return { platform, target, arch: isInstaller ? archOf(name) : "any" };
}

function archOf(name: string): ReleaseFile["arch"] {
  if (/arm64|aarch64/.test(name)) return "arm64";
  return /universal/.test(name) ? "universal" : "x64";
}
