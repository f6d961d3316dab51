import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unwrap } from "../../../../shared/kernel/result.ts";
import { createShell, type ShellOptions } from "../shell.ts";
import { createFakeElectron, type FakeElectron, type FakeWindow } from "./fake-electron.ts";

export type TestShell = FakeElectron & { readonly options: ReturnType<typeof testShellOptions>; readonly window: FakeWindow; readonly quit: () => Promise<void>; readonly remove: () => Promise<void> };

export function testShellOptions(over: Partial<ShellOptions> & { readonly root?: string } = {}): ShellOptions & { readonly root: string; readonly falls: readonly string[] } {
  const falls: string[] = [];
  const root = over.root ?? mkdtempSync(join(tmpdir(), "guichet-shell-"));
  mkdirSync(join(root, "window", "assets"), { recursive: true });
  writeFileSync(join(root, "window", "index.html"), "<!doctype html>");
  writeFileSync(join(root, "window", "assets", "main.js"), "export {};");
  writeFileSync(join(root, "secret.html"), "outside");
  return {
    dataDir: join(root, "data"), serverUrl: "http://127.0.0.1:1", platform: "linux", argv: ["electron", "main.js"], rendererDir: join(root, "window"),
    preload: "/preload.cjs", coreEntry: "core-process.js", icon: undefined, onFall: (why) => void falls.push(why), falls, ...over, root,
  };
}

/** The shell started on an injected Electron, with the fake core in a process of its own. */
export async function startTestShell(fake: FakeElectron = createFakeElectron(), over: Parameters<typeof testShellOptions>[0] = {}): Promise<TestShell> {
  const options = testShellOptions(over);
  unwrap(await createShell(fake.electron, options).start(), "the shell");
  const [window] = fake.windows;
  if (window === undefined) throw new Error("no window was opened");
  let gone = false;
  const quit = async (): Promise<void> => {
    const left = new Promise<void>((resolve) => fake.app.once("will-quit", () => resolve()));
    if (!gone) fake.electron.app.quit();
    if (!gone) await left;
    gone = true;
  };
  fake.app.once("will-quit", () => { gone = true; });
  return { ...fake, options, window, quit, remove: async () => { await quit(); rmSync(options.root, { recursive: true, force: true }); } };
}
