import { expect, test } from "vitest";
import { ensureElectron, findElectron, mayUseElectron, type RunNode } from "./electron-binary.ts";

test("a program that is there is used, and nothing is fetched", async () => {
  const run: RunNode = () => Promise.reject(new Error("must not run"));
  expect(await ensureElectron({ ELECTRON_OVERRIDE_DIST_PATH: "/opt/e" }, "linux", run, () => true)).toBe("/opt/e/electron");
  expect(findElectron({ ELECTRON_OVERRIDE_DIST_PATH: "/opt/e" }, "win32", () => true)).toMatch(/electron\.exe$/);
});

test("where nobody answers, it is given up within seconds, without a download", async () => {
  const asked: (readonly [string, number])[] = [];
  const run: RunNode = async (args, _env, limitMs) => { asked.push([args.join(" "), limitMs]); return false; };
  expect(await ensureElectron({}, "linux", run, () => false)).toBeUndefined();
  expect(asked).toEqual([[expect.stringContaining("https://github.com/electron/"), 6_000]]);
});

test("the mirror and the proxy of the environment are used, and the download is bounded", async () => {
  const asked: { readonly args: string; readonly env: Readonly<Record<string, string | undefined>>; readonly limitMs: number }[] = [];
  let there = false;
  const run: RunNode = async (args, env, limitMs) => {
    asked.push({ args: args.join(" "), env, limitMs });
    there = args.some((arg) => arg.endsWith("install.js"));
    return true;
  };
  const program = await ensureElectron({ ELECTRON_MIRROR: "https://mirror.example/electron/", HTTPS_PROXY: "http://proxy.example:3128" }, "linux", run, () => there);
  expect(program).toMatch(/node_modules\/electron\/dist\/electron$/);
  expect(asked).toMatchObject([{ args: expect.stringContaining("https://mirror.example/electron/") }, { args: expect.stringMatching(/install\.js$/), limitMs: 120_000 }]);
  for (const { env } of asked) expect(env).toMatchObject({ HTTPS_PROXY: "http://proxy.example:3128", NODE_USE_ENV_PROXY: "1", ELECTRON_GET_USE_PROXY: "1", ELECTRON_MIRROR: "https://mirror.example/electron/" });
});

test("no display, root, or a person who prefers the browser: no Electron", () => {
  expect([mayUseElectron({}, true, false), mayUseElectron({}, false, false), mayUseElectron({}, true, true), mayUseElectron({ GUICHET_WINDOW: "browser" }, true, false)]).toEqual([true, false, false, false]);
});
