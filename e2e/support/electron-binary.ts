import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const packaged = fileURLToPath(new URL("../../node_modules/electron/dist", import.meta.url));

/** Where Electron's program is inside its folder, as Electron itself ships it. */
const programs: Readonly<Partial<Record<NodeJS.Platform, string>>> = { darwin: "Electron.app/Contents/MacOS/Electron", win32: "electron.exe" };

/**
 * Electron's program, if it is on this machine. Looks for the file and never loads the `electron` package,
 * which would try to download it.
 */
export function findElectronBinary(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string | undefined {
  const folder = env["ELECTRON_OVERRIDE_DIST_PATH"] ?? packaged;
  const path = join(folder, programs[platform] ?? "electron");
  return existsSync(path) ? path : undefined;
}

/**
 * Electron's program for a test that needs the real one. Without it the test is skipped with its reason,
 * or fails where GUICHET_REQUIRE_ELECTRON=1 says that it must be there.
 * @param skip Playwright's `test.skip`, which does not return when it skips
 */
export function requireElectron(skip: (condition: boolean, why: string) => void, env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string {
  const path = findElectronBinary(env, platform);
  if (path !== undefined) return path;
  const why = "Electron's binary is not on this machine (npx install-electron fetches it where its download is reachable)";
  if (env["GUICHET_REQUIRE_ELECTRON"] !== "1") skip(true, why);
  throw new Error(`${why}, and GUICHET_REQUIRE_ELECTRON=1 demands it.`);
}
