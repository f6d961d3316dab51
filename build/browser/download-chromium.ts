import { chromium } from "@playwright/test";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";

const reachLimitMs = 4_000;
const downloadLimitMs = 5 * 60_000;
const source = "https://cdn.playwright.dev/";

export type Download = { readonly kind: "ready"; readonly executable: string } | { readonly kind: "none"; readonly why: string };

/** Playwright's own Chromium: already there, else downloaded where that can work. Says so within seconds where it cannot. */
export async function downloadChromium(env: NodeJS.ProcessEnv = process.env): Promise<Download> {
  const executable = chromium.executablePath();
  if (existsSync(executable)) return { kind: "ready", executable };
  if (env["PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD"] !== undefined) return { kind: "none", why: "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD is set" };
  if (!hasLibraries()) return { kind: "none", why: "it would lack system libraries here" };
  if (!(await isReachable(env))) return { kind: "none", why: `${source} cannot be reached` };
  console.error("Téléchargement de Chromium pour les tests / downloading Chromium for the tests…");
  const code = await install();
  return code === 0 && existsSync(executable) ? { kind: "ready", executable } : { kind: "none", why: "its download failed" };
}

/** A downloaded Chromium on Linux counts on the desktop's libraries; a bare server has none, and 170 MB would be for nothing. */
function hasLibraries(): boolean {
  if (process.platform !== "linux") return true;
  const places = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib"];
  return ["libnss3.so", "libgbm.so.1", "libatk-1.0.so.0"].every((name) => places.some((place) => existsSync(`${place}/${name}`)));
}

/** Behind a proxy or with a mirror only the download itself can tell. */
async function isReachable(env: NodeJS.ProcessEnv): Promise<boolean> {
  if ([env["HTTPS_PROXY"], env["https_proxy"], env["PLAYWRIGHT_DOWNLOAD_HOST"]].some((value) => value !== undefined && value !== "")) return true;
  return fetch(source, { method: "HEAD", signal: AbortSignal.timeout(reachLimitMs) }).then(
    () => true,
    () => false,
  );
}

function install(): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ["node_modules/@playwright/test/cli.js", "install", "--no-shell", "chromium"], { stdio: ["ignore", "ignore", "inherit"], timeout: downloadLimitMs });
    child.once("error", () => resolve(1));
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
