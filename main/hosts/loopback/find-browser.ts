import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

type Environment = { readonly [name: string]: string | undefined };

/** A window to show the application in: a Chromium in application mode, or whatever the person's system opens a page with. */
export type Browser =
  | { readonly kind: "chromium"; readonly path: string }
  | { readonly kind: "default"; readonly path: string; readonly args: readonly string[] };

const LINUX = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge-stable", "microsoft-edge", "brave-browser"];
const MAC = ["Google Chrome", "Chromium", "Microsoft Edge", "Brave Browser"];
const WINDOWS = ["Google\\Chrome\\Application\\chrome.exe", "Microsoft\\Edge\\Application\\msedge.exe", "Chromium\\Application\\chrome.exe"];

/** Undefined where there is no display to show a window on, or nothing to show it with. `exists` is for tests. */
export function findBrowser(platform: NodeJS.Platform, env: Environment, exists: (path: string) => boolean = existsSync): Browser | undefined {
  if (!hasDisplay(platform, env)) return undefined;
  const path = chromiumPaths(platform, env).find((candidate) => exists(candidate));
  if (path !== undefined) return { kind: "chromium", path };
  if (platform === "win32") return { kind: "default", path: "rundll32.exe", args: ["url.dll,FileProtocolHandler"] };
  if (platform === "darwin") return { kind: "default", path: "/usr/bin/open", args: [] };
  const opener = inPath(env, "xdg-open").find((candidate) => exists(candidate));
  return opener === undefined ? undefined : { kind: "default", path: opener, args: [] };
}

export function hasDisplay(platform: NodeJS.Platform, env: Environment): boolean {
  if (platform === "linux") return Boolean(env["DISPLAY"] || env["WAYLAND_DISPLAY"]);
  return platform === "win32" || env["SSH_CONNECTION"] === undefined;
}

function chromiumPaths(platform: NodeJS.Platform, env: Environment): readonly string[] {
  const chosen = env["PLAYWRIGHT_CHROMIUM"];
  const first = chosen === undefined ? [] : [chosen];
  if (platform === "darwin") return [...first, ...MAC.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)];
  if (platform === "win32") {
    const roots = [env["PROGRAMFILES"], env["PROGRAMFILES(X86)"], env["LOCALAPPDATA"]].filter((root) => root !== undefined);
    return [...first, ...WINDOWS.flatMap((tail) => roots.map((root) => `${root}\\${tail}`))];
  }
  return [...first, ...LINUX.flatMap((name) => inPath(env, name))];
}

const inPath = (env: Environment, name: string): readonly string[] => (env["PATH"] ?? "").split(delimiter).filter(Boolean).map((folder) => join(folder, name));
