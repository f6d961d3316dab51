import { expect, test } from "vitest";
import { readOrder } from "./options.ts";
import { tellStages } from "./stages.ts";

test("ten thousand files at twenty workstations unless told otherwise", () => {
  expect(readOrder([])).toEqual({ files: 10_000, workstations: 20, loseOne: false, keep: undefined, json: false, write: false });
  expect(readOrder(["--files", "200", "--workstations", "8", "--lose-one", "--json", "--keep", "place"])).toEqual({ files: 200, workstations: 8, loseOne: true, keep: "place", json: true, write: false });
  expect(readOrder(["--help"])).toBe("help");
});

test.each([["--files", "39"], ["--files", "1e9"], ["--files", "x"], ["--workstations", "4"], ["--workstations", "41"], ["--keep", ""], ["--other"], ["word"], ["--write", "--lose-one"]])("%s %s is not well formed", (...args) => {
  expect(readOrder(args)).toBeUndefined();
});

test("each stage is told when it is over, with its time; a count only where a person looks", () => {
  for (const isTTY of [false, true]) {
    let [at, text] = [0, ""];
    const stages = tellStages({ isTTY, write: (more) => { text += more; } }, () => at);
    stages.begin("first");
    stages.progress(1, 2);
    at = 1_500;
    stages.begin("second");
    at = 2_000;
    stages.end();
    stages.end();
    expect(stages.times()).toEqual([{ stage: "first", ms: 1_500 }, { stage: "second", ms: 500 }]);
    expect(text.includes("1 of 2")).toBe(isTTY);
    expect(text).toMatch(/1\.5 s\] first\n/);
  }
});
