import { existsSync } from "node:fs";
import { join } from "node:path";

const linux = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome-stable", "/usr/bin/google-chrome", "/opt/google/chrome/chrome", "/usr/bin/microsoft-edge", "/snap/bin/chromium"];

const mac = ["Google Chrome", "Chromium", "Microsoft Edge"].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);

function windows(env: NodeJS.ProcessEnv): readonly string[] {
  const places = [env["ProgramFiles"], env["ProgramFiles(x86)"], env["LOCALAPPDATA"]].filter((place) => place !== undefined);
  const programs = ["Google/Chrome/Application/chrome.exe", "Chromium/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe"];
  return programs.flatMap((program) => places.map((place) => join(place, program)));
}

/** The Chromium family where their own installers put them, best first, those that exist. */
export function installedBrowsers(platform: NodeJS.Platform = process.platform, env: NodeJS.ProcessEnv = process.env, exists: (path: string) => boolean = existsSync): readonly string[] {
  const usual = platform === "win32" ? windows(env) : platform === "darwin" ? mac : linux;
  return usual.filter(exists);
}
