import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { AUDIT, runSupply, USAGE } from "./program.ts";
import { asWritten, electronTimes } from "./testing-answers.ts";

async function run(names: readonly string[], answer: Parameters<typeof asWritten>[0] = "clean") {
  const [lines, asked] = [new Array<string>(), new Array<string>()];
  const npm = async (args: readonly string[]): Promise<string> => {
    asked.push(args.join(" "));
    return args[0] === "audit" ? asWritten(answer) : electronTimes;
  };
  const code = await runSupply(names, { root: fileURLToPath(new URL("../../", import.meta.url)), nowMs: () => Date.parse("2026-11-29T12:00:00Z"), npm, electron: "45.4.1", write: (line) => void lines.push(line) });
  return { code, lines, asked };
}

test("one check or several, each asked of npm as it is written, all run before it ends", async () => {
  expect(await run(["audit"])).toEqual({ code: 0, lines: ["audit: 0 known, 0 allowed, 0 refused"], asked: [AUDIT.join(" ")] });
  expect(await run(["audit", "licences", "electron"], "weak")).toMatchObject({ code: 1, asked: [AUDIT.join(" "), "view electron time --json"], lines: expect.arrayContaining([expect.stringContaining("licences: "), expect.stringContaining("45.4.1 is current")]) });
});

test("a check that nobody answered is never green beside others that are", async () => {
  expect((await run(["licences", "audit", "electron"], "refusal")).code).toBe(3);
});

test("licences ask nobody", async () => expect((await run(["licences"])).asked).toEqual([]));

test("what is not understood runs nothing and says what there is", async () => {
  for (const names of [[], ["audits"], ["audit", "toString"]]) expect(await run(names)).toEqual({ code: 2, lines: [USAGE], asked: [] });
});
