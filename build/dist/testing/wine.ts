import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";

const places = ["/usr/lib/wine/wine64", "/opt/wine-stable/bin/wine64", "/usr/bin/wine64"];

/** Wine for 64-bit programs, where this machine has it. */
export const findWine = (): string | undefined => (process.platform === "linux" ? places.find((path) => existsSync(path)) : undefined);

export type WinePrefix = {
  readonly drive: string;
  /** Exit code and what was printed. msiexec's codes come back as the rest by 256 that Linux leaves of them: 1603 is 67, 1638 is 102. */
  readonly run: (...args: readonly string[]) => { readonly code: number | null; readonly said: string };
  readonly stop: () => void;
};

/** A Windows 10 of its own in `folder`, as Wine plays it: no display, nothing of the person's. */
export function createWinePrefix(wine: string, folder: string): WinePrefix {
  mkdirSync(folder, { recursive: true });
  const env = { PATH: process.env["PATH"], HOME: folder, WINEPREFIX: folder, WINEARCH: "win64", WINEDEBUG: "-all", DISPLAY: "", WINEDLLOVERRIDES: "winemenubuilder.exe=d;mscoree=d;mshtml=d" };
  const run: WinePrefix["run"] = (...args) => {
    const { status, stdout } = spawnSync(wine, [...args], { env, encoding: "utf8", timeout: 60_000, killSignal: "SIGKILL" });
    return { code: status, said: stdout };
  };
  const server = [join(wine, "..", "wineserver64"), join(wine, "..", "wineserver")].find((path) => existsSync(path));
  const stop = (): void => {
    // It ends with 1 when nothing of it runs any more: what is wanted.
    if (server !== undefined) spawnSync(server, ["-k"], { env, stdio: "ignore", timeout: 30_000 });
  };
  run("wineboot", "-i");
  run("reg", "add", "HKCU\\Software\\Wine", "/v", "Version", "/d", "win10", "/f");
  return { drive: join(folder, "drive_c"), run, stop };
}
