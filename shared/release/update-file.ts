import type { Manifest, ReleaseFile } from "./manifest.ts";

export type Machine = { readonly platform: "win" | "linux" | "mac"; readonly arch: "x64" | "arm64" };

/** How a per-user install is replaced, by platform. Per-machine ones are IT's to deliver. */
const ownTargets = { win: "nsis", linux: "appimage", mac: "zip" } as const;

/** The one file of a release that updates this computer's per-user install, if it has one. */
export const updateFileOf = ({ files }: Pick<Manifest, "files">, { platform, arch }: Machine): ReleaseFile | undefined =>
  files.find((file) => file.platform === platform && file.target === ownTargets[platform] && (file.arch === arch || file.arch === "universal"));
