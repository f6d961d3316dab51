import { installedBrowsers } from "../../build/browser/installed-browsers.ts";

/**
 * A browser as people have it, with what it keeps of pages; the packed one of the other tests has neither profile nor password manager.
 * Without one the test is skipped with its reason, or fails where GUICHET_REQUIRE_CHROMIUM=1 says that it must be there.
 * @param skip Playwright's `test.skip`, which does not return when it skips
 */
export function requireWholeChromium(skip: (condition: boolean, why: string) => void, env: NodeJS.ProcessEnv = process.env): string {
  const given = env["PLAYWRIGHT_CHROMIUM"];
  const [path] = given === undefined || given === "" ? installedBrowsers() : [given];
  if (path !== undefined) return path;
  const why = "no whole Chromium is installed on this machine (or named by PLAYWRIGHT_CHROMIUM)";
  if (env["GUICHET_REQUIRE_CHROMIUM"] !== "1") skip(true, why);
  throw new Error(`${why}, and GUICHET_REQUIRE_CHROMIUM=1 demands it.`);
}
