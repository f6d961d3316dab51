import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isTest } from "../walls/rooms.ts";

const root = new URL("../../", import.meta.url);
const sources = globSync("{main/hosts/electron,renderer,shared/bridge}/**/*.{ts,tsx,html}", { cwd: root }).map((file) => file.replaceAll("\\", "/")).filter((file) => !isTest(file));
const holding = (what: RegExp): readonly string[] => sources.filter((file) => what.test(readFileSync(new URL(file, root), "utf8")));

test("no source of the desktop or its window turns on what Electron warns of, or makes a web view", () => {
  expect(sources.length).toBeGreaterThan(100);
  for (const what of [/experimentalFeatures/, /enableBlinkFeatures/, /disableBlinkFeatures/, /allowpopups/i, /<webview/i, /commandLine/, /webSecurity:\s*false/, /loadFile\(/, /["'`]file:/, /registerFileProtocol/, /setAsDefaultProtocolClient\("(?!guichet)/]) expect([what.source, holding(what)]).toEqual([what.source, []]);
});

test("the real Electron is seen by the entry and the preload only, and `ipcMain` by the file that asks who calls", () => {
  expect(holding(/^import (?!type)[^;]* from "electron"/m)).toEqual(["main/hosts/electron/main.ts", "main/hosts/electron/preload.ts"]);
  expect(holding(/ipcMain\.(handle|on)/)).toEqual(["main/hosts/electron/ipc.ts"]);
  expect(holding(/new BrowserWindow\(/)).toEqual(["main/hosts/electron/open-window.ts"]);
  expect(holding(/openExternal\(/)).toEqual(["main/hosts/electron/shell.ts"]);
});
