import { expect, test } from "vitest";
import { readArguments } from "./arguments.ts";

const read = (...argv: readonly string[]) => readArguments(argv, { LANG: "fr_FR.UTF-8" }, "linux");

test("what was not given has its usual value", () => {
  expect(read()).toMatchObject({ kind: "run", serverUrl: "http://127.0.0.1:8787", port: 0, open: true, language: "fr" });
  expect(read("--data", "/d", "--server", "https://c.example/", "--port", "4000", "--no-open", "--lang", "en")).toEqual({ kind: "run", dataDir: "/d", serverUrl: "https://c.example", port: 4000, open: false, language: "en" });
});

test("--address asks the running one, of a folder or whichever", () => {
  expect([read("--address"), read("--address", "--data", "/d")]).toEqual([{ kind: "address", dataDir: undefined, language: "fr" }, { kind: "address", dataDir: "/d", language: "fr" }]);
});

test("what is not understood is a usage fault that names it; help is none", () => {
  expect(read("--help")).toEqual({ kind: "usage", wrong: undefined, language: "fr" });
  for (const argv of [["--port", "x"], ["--port", "70000"], ["--server", "nope"], ["--lang", "de"], ["--lookups", "nope"], ["--lookups", "https://registers.example"], ["--fly"], ["word"], ["--data"]]) expect(read(...argv)).toMatchObject({ kind: "usage", wrong: expect.any(String) });
});
