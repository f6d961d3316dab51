import { chromium } from "@playwright/test";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { launchOptions } from "../../build/browser/find-chromium.ts";
import { createDemoApp } from "../../e2e/support/demo-app.ts";
import { PASSPHRASE, signInByKeyboard } from "../../e2e/support/desk-page.ts";
import { keptFile } from "../../e2e/support/kept-fields.ts";
import { enterWholeFile, waits, wholeFile, wholeFileKept, type SwiftEntry } from "../../e2e/support/swift-advisor.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import { startDemonstrationCentre } from "../support/demonstration-centre.ts";
import { measure, percentile } from "../support/result.ts";

/**
 * An advisor's whole file by keyboard alone, in a real browser before a real workstation and centre: from the key that begins it to the key
 * that sends it, with nothing warmed up before. Every value is then read by another core from the workstation's own encrypted folder.
 * A wait is from a key to the frame that answers it, or to the control that it leads to.
 */
export const swiftFile: Scenario = {
  keys: ["swift_file_s", "swift_wait_p50_ms", "swift_wait_p95_ms", "swift_wait_max_ms"],
  run: async ({ folder, full, say }) => {
    execFileSync(process.execPath, ["build/test/compile-renderer.ts"], { stdio: "ignore" });
    const entries: SwiftEntry[] = [];
    for (let n = 0; n < (full ? 5 : 1); n += 1) {
      const entry = await enterOnce(join(folder, `round-${n}`));
      const slowest = waits(entry.times).toSorted((a, b) => b.ms - a.ms).slice(0, 5).map(({ key, place, ms }) => `${key} in ${place} ${Math.round(ms)}`);
      say(`${Object.keys(wholeFile).length} fields in ${entry.times.presses.length} presses, all kept; ${entry.times.longTasks.length} tasks over 50 ms; slowest: ${slowest.join(", ")} ms; number ${Math.round(entry.numberMs)} ms after the last key`);
      entries.push(entry);
    }
    const all = entries.flatMap(({ times }) => waits(times).map(({ ms }) => ms));
    return {
      swift_file_s: measure(Math.max(...entries.map(({ seconds }) => seconds)), "s"),
      swift_wait_p50_ms: measure(percentile(all, 0.5), "ms"),
      swift_wait_p95_ms: measure(percentile(all, 0.95), "ms"),
      swift_wait_max_ms: measure(Math.max(...all), "ms"),
    };
  },
};

/** A centre, a workstation and a browser of its own: the company's ceiling at the centre would refuse a second file. */
async function enterOnce(folder: string): Promise<SwiftEntry> {
  await using opened = new AsyncDisposableStack();
  const centre = opened.adopt(await startDemonstrationCentre(join(folder, "centre"), 1), (it) => it.close());
  const app = createDemoApp(join(folder, "desk"), centre.urls[0] ?? "");
  opened.defer(async () => void (await app.stop()));
  await app.start();
  const browser = opened.adopt(await chromium.launch(await launchOptions()), (it) => it.close());
  const page = await (await browser.newContext({ locale: "fr-FR", timezoneId: "Europe/Paris", viewport: { width: 1440, height: 900 } })).newPage();
  await signInByKeyboard(page, await app.address(), "Maëlle Exemple");
  const entry = await enterWholeFile(page);
  await app.stop();
  const kept = await keptFile(app.dataDir, PASSPHRASE, "002000008");
  if (!isDeepStrictEqual(kept, { fields: wholeFileKept, number: entry.number })) throw new Error(`what the core keeps is not what was typed: ${JSON.stringify(kept)}`);
  return entry;
}
