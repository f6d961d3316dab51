import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readReleaseAddress } from "../../../shared/release/address.ts";
import { buildKind } from "../../../shared/release/build-kind.ts";
import { channels } from "../../../shared/release/manifest.ts";
import { readInstallKind } from "../../core/update/install-kind.ts";
import type { UpdateSettings } from "../../core/update/update-settings.ts";

type Environment = { readonly [name: string]: string | undefined };
type Place = { readonly isPackaged: boolean; readonly resourcesDir: string; readonly platform: NodeJS.Platform; readonly arch: string };

/**
 * `--releases=ADDRESS --channel=stable|pilot`, or GUICHET_RELEASES and GUICHET_CHANNEL; undefined without an address, where it is not one,
 * from sources, and on a system that has no releases. A channel that is not understood is `stable`.
 */
export function readUpdateSettings(argv: readonly string[], env: Environment, { isPackaged, resourcesDir, platform, arch }: Place): UpdateSettings | undefined {
  const given = (name: string, variable: string): string => argv.findLast((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3) || (env[variable] ?? "");
  const base = readReleaseAddress(given("releases", "GUICHET_RELEASES"), buildKind === "development");
  const install = readInstallKind(isPackaged, readMark(resourcesDir));
  const system = platform === "win32" ? "win" : platform === "linux" ? "linux" : platform === "darwin" ? "mac" : undefined;
  if (base === undefined || install === "sources" || system === undefined || (arch !== "x64" && arch !== "arm64")) return undefined;
  const channel = channels.find((one) => one === given("channel", "GUICHET_CHANNEL")) ?? "stable";
  // Only the Windows installer replaces a per-user install; elsewhere a package manager or a person does.
  return { base, channel, install: system === "win" ? install : "per-machine", machine: { platform: system, arch } };
}

function readMark(resourcesDir: string): string | undefined {
  try {
    return readFileSync(join(resourcesDir, "install-kind"), "utf8");
  } catch {
    return undefined;
  }
}
