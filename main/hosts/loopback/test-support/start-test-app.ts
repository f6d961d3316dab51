import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { terminalWords } from "../../../../shared/i18n/terminal.ts";
import { unwrap } from "../../../../shared/kernel/result.ts";
import { startLoopback, type LoopbackApp, type LoopbackOptions } from "../start-loopback.ts";

const fakeCore = new URL("../../../core/port/test-support/fake-core-worker.ts", import.meta.url);

export type TestApp = LoopbackApp & { readonly options: LoopbackOptions; readonly told: readonly string[]; readonly dataDir: string; readonly remove: () => Promise<void> };

/** Options of an app with the fake core and a window of two files, in a temporary folder. */
export function testOptions(over: Partial<LoopbackOptions> = {}): LoopbackOptions & { readonly told: string[]; readonly root: string } {
  const root = mkdtempSync(join(tmpdir(), "guichet-loopback-"));
  const rendererDir = join(root, "window");
  mkdirSync(join(rendererDir, "assets"), { recursive: true });
  writeFileSync(join(rendererDir, "index.html"), '<!doctype html><script type="module" src="/assets/main.js"></script>');
  writeFileSync(join(rendererDir, "assets", "main.js"), "export {};\n");
  writeFileSync(join(root, "secret.txt"), "outside the window");
  const told: string[] = [];
  return {
    root, told, rendererDir, version: "0.0.0-test", dataDir: join(root, "data"), serverUrl: "http://127.0.0.1:1", port: 0, words: terminalWords("fr"),
    browser: undefined, tell: (line) => void told.push(line), coreEntry: fakeCore, ...over,
  };
}

export async function startTestApp(over: Partial<LoopbackOptions> = {}): Promise<TestApp> {
  const options = testOptions(over);
  const app = unwrap(await startLoopback(options), "the test app");
  return {
    ...app,
    options,
    told: options.told,
    dataDir: options.dataDir,
    remove: async () => {
      await app.close();
      rmSync(options.root, { recursive: true, force: true });
    },
  };
}
