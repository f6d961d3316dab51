import { expect, test } from "vitest";
import { installedBrowsers } from "./installed-browsers.ts";

const everything = () => true;

test("on Linux Chromium comes before Chrome, Chrome before Edge", () => {
  const found = installedBrowsers("linux", {}, everything);
  const places = ["/usr/bin/chromium", "/usr/bin/google-chrome", "/usr/bin/microsoft-edge"].map((path) => found.indexOf(path));
  expect(places.every((place) => place >= 0)).toBe(true);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

test("on Windows the folders are those that the system names", () => {
  const env = { ProgramFiles: "C:/Program Files", LOCALAPPDATA: "C:/Users/l/AppData/Local" };
  const found = installedBrowsers("win32", env, (path) => path.includes("AppData") || path.includes("msedge"));
  expect(found.map((path) => path.replaceAll("\\", "/"))).toEqual([
    "C:/Users/l/AppData/Local/Google/Chrome/Application/chrome.exe",
    "C:/Users/l/AppData/Local/Chromium/Application/chrome.exe",
    "C:/Program Files/Microsoft/Edge/Application/msedge.exe",
    "C:/Users/l/AppData/Local/Microsoft/Edge/Application/msedge.exe",
  ]);
});

test("what is not there is not proposed", () => {
  expect(installedBrowsers("darwin", {}, () => false)).toEqual([]);
});
