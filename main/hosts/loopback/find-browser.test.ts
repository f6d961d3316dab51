import { expect, test } from "vitest";
import { findBrowser } from "./find-browser.ts";
import { browserArguments, leadingPage } from "./open-page.ts";

const only = (...paths: readonly string[]) => (path: string): boolean => paths.includes(path);

test("without a display there is no browser, whatever is installed", () => {
  expect(findBrowser("linux", { PATH: "/usr/bin" }, () => true)).toBeUndefined();
  expect(findBrowser("darwin", { SSH_CONNECTION: "x" }, () => true)).toBeUndefined();
});

test("an installed Chromium comes first, then the system's own way to open a page", () => {
  const env = { PATH: "/usr/local/bin:/usr/bin", DISPLAY: ":0" };
  expect(findBrowser("linux", env, only("/usr/bin/chromium", "/usr/bin/xdg-open"))).toEqual({ kind: "chromium", path: "/usr/bin/chromium" });
  expect(findBrowser("linux", env, only("/usr/bin/xdg-open"))).toEqual({ kind: "default", path: "/usr/bin/xdg-open", args: [] });
  expect(findBrowser("linux", env, () => false)).toBeUndefined();
  expect(findBrowser("win32", { PROGRAMFILES: "C:\\Program Files" }, only("C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe"))).toMatchObject({ kind: "chromium" });
  expect(findBrowser("win32", {}, () => false)).toMatchObject({ kind: "default", path: "rundll32.exe" });
  expect(findBrowser("darwin", {}, () => false)).toMatchObject({ kind: "default", path: "/usr/bin/open" });
});

test("[LH12] no address is ever in a command line: the browser gets a file that leads to it", () => {
  const args = browserArguments({ kind: "chromium", path: "chromium" }, "/data/opening/x.html", "app", "/data", false);
  expect(args).toContain("--app=file:///data/opening/x.html");
  expect(args.join(" ")).not.toMatch(/http|#t=|no-sandbox/);
  expect(browserArguments({ kind: "chromium", path: "chromium" }, "/data/opening/x.html", "page", "/data", false).slice(-2)).toEqual(["--new-window", "file:///data/opening/x.html"]);
  expect(browserArguments({ kind: "default", path: "xdg-open", args: [] }, "/data/opening/x.html", "app", "/data")).toEqual(["/data/opening/x.html"]);
});

test("[LH12] the leading page cannot be broken out of by its address", () => {
  expect(leadingPage('http://127.0.0.1:1/?a="><script>&b=c#t=x')).toContain('content="0; url=http://127.0.0.1:1/?a=&quot;>&lt;script>&amp;b=c#t=x"');
});
