import { afterAll, describe, expect, test } from "vitest";
import { corpusFolders, keptInputs } from "./corpus.ts";
import { createFuzzThread } from "./fuzz-thread.ts";
import { isKnown, KNOWN } from "./known.ts";
import { parsers } from "./registry.ts";
import { runParser } from "./run-parser.ts";

const thread = createFuzzThread();
afterAll(async () => await thread.stop());

/** Of each kind. Fewer where an input takes a whole archive, a request or a push. */
const [RUNS, SLOW_RUNS] = [30, 6];
/** Of one parser, on a machine that does other things too. */
const PATIENCE_MS = 180_000;
const told = ({ what, message, input }: { readonly what: string; readonly message: string; readonly input: Uint8Array }): string => `${what}: ${message} ${Buffer.from(input).toString("base64")}`;

describe.each(parsers.map((parser) => ({ name: parser.name, parser })))("$name", ({ name, parser }) => {
  test("real inputs are taken as they are, and kept ones meet nothing that was not mended", async () => {
    const { samples, feed, close } = await parser.open();
    const taken = [];
    for (const sample of samples) taken.push(await feed(sample));
    expect(taken.filter((outcome) => outcome.startsWith("accepted")).length).toBeGreaterThan(0);
    for (const { name: input, bytes } of keptInputs(name)) {
      const fault = await Promise.resolve().then(() => feed(bytes)).then(() => undefined, (error: unknown) => error);
      const isAwaited = KNOWN.some((known) => known.parser === name && known.input === input);
      expect([input, fault instanceof Error ? fault.message : fault]).toEqual([input, isAwaited ? expect.any(String) : undefined]);
    }
    await close?.();
  });

  test("inputs near valid ones and damaged ones are refused by name, or taken", async () => {
    const runs = parser.isSlow ? SLOW_RUNS : RUNS;
    const { kinds } = await runParser(parser, { thread, runs, seed: 20_261_129, ms: PATIENCE_MS });
    const findings = [...kinds.structure.findings, ...kinds.bytes.findings].filter(({ message }) => !isKnown(name, message));
    expect(findings.map(told)).toEqual([]);
    expect([kinds.structure.inputs, kinds.bytes.inputs]).toEqual([runs, runs]);
  }, 2 * PATIENCE_MS);
});

test("every kept input belongs to a parser, and every known fault to a kept input", () => {
  expect(corpusFolders().filter((folder) => parsers.every(({ name }) => name !== folder))).toEqual([]);
  expect(KNOWN.filter(({ parser, input }) => keptInputs(parser).every(({ name }) => name !== input))).toEqual([]);
});

test("names are of one parser each", () => {
  expect(new Set(parsers.map(({ name }) => name)).size).toBe(parsers.length);
});
