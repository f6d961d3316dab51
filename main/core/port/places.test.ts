import { join } from "node:path";
import { expect, test } from "vitest";
import { defaultDataDir, demonstrationClientDir } from "./data-dir.ts";
import { readServerUrl } from "./server-url.ts";

test("each system's own place for an application's data", () => {
  expect(defaultDataDir("linux", {}, "/home/a")).toBe("/home/a/.local/share/guichet");
  expect(defaultDataDir("linux", { XDG_DATA_HOME: "/x" }, "/home/a")).toBe("/x/guichet");
  expect(defaultDataDir("darwin", {}, "/Users/a")).toBe("/Users/a/Library/Application Support/Guichet");
  expect(defaultDataDir("win32", { LOCALAPPDATA: "C:\\L" }, "C:\\Users\\a")).toBe(join("C:\\L", "Guichet"));
});

test("the demonstration's place is GUICHET_HOME, or .guichet of the clone", () => {
  expect(demonstrationClientDir({ GUICHET_HOME: "/demo" })).toBe("/demo/client");
  expect(demonstrationClientDir({})).toMatch(/[\\/]\.guichet[\\/]client$/);
});

test("a server's address is https, or of this computer, kept without its last slash", () => {
  expect([readServerUrl("https://centre.example/api/"), readServerUrl("http://127.0.0.1:8787"), readServerUrl("http://[::1]:1/")]).toEqual(["https://centre.example/api", "http://127.0.0.1:8787", "http://[::1]:1"]);
  for (const text of ["http://centre.example", "http://127.0.0.1.example", "http://10.0.0.1:8787", "", "centre.example", "ftp://x", "file:///x", "http://a:b@x", "http://x?y", "http://x#y", "javascript:1"]) expect([text, readServerUrl(text)]).toEqual([text, undefined]);
});
