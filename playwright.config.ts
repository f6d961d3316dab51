import { defineConfig } from "@playwright/test";
import { launchOptions } from "./build/browser/find-chromium.ts";
import { isShortRound, WIDE } from "./build/test/suites.ts";

const SCREENS = "**/every-screen-*.e2e.ts";

/** End-to-end tests: a real host, a real server, a real browser. A test that passes only the second time has failed. */
export default defineConfig({
  testDir: "e2e",
  // Told apart for the pipeline, whose parts would else be of very different lengths: each screen looked at, and what people do.
  projects: [{ name: "stories", testMatch: "**/*.e2e.ts", testIgnore: isShortRound ? [SCREENS, WIDE] : SCREENS }, { name: "screens", testMatch: SCREENS }],
  outputDir: "build/out/e2e",
  workers: 2,
  retries: 0,
  // When a test counts as hung on two slow cores that do other things too: several times what it needs there. Not a measure of speed.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: "list",
  use: {
    browserName: "chromium",
    launchOptions: await launchOptions(),
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    viewport: { width: 1440, height: 900 },
    // What each step looked like costs a third of the time of all: asked for when a failure is not understood by its picture.
    trace: process.env["GUICHET_TRACE"] === undefined ? "off" : "retain-on-failure",
    screenshot: "only-on-failure",
  },
});
