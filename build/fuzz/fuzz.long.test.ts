import { afterAll, expect, test } from "vitest";
import { createFuzzThread } from "./fuzz-thread.ts";
import { isKnown } from "./known.ts";
import { parsers } from "./registry.ts";
import { runParser } from "./run-parser.ts";

const thread = createFuzzThread();
afterAll(async () => await thread.stop());

/** Of each kind. */
const RUNS = 100_000;
const PATIENCE_MS = 3_600_000;
/** Each long round tells another story; whoever must hear the same again gives its seed. */
const SEED = Number(process.env["GUICHET_FUZZ_SEED"] ?? Math.floor(Date.now() / 86_400_000));

test.each(parsers.map((parser) => ({ name: parser.name, parser })))("$name holds against 100,000 inputs of each kind", async ({ name, parser }) => {
  const { kinds } = await runParser(parser, { thread, runs: RUNS, seed: SEED, ms: PATIENCE_MS });
  const findings = [...kinds.structure.findings, ...kinds.bytes.findings].filter(({ message }) => !isKnown(name, message));
  expect(findings.map(({ kind, message, input }) => [SEED, kind, message, Buffer.from(input).toString("base64")])).toEqual([]);
  expect([kinds.structure.inputs, kinds.bytes.inputs]).toEqual([RUNS, RUNS]);
}, 2 * PATIENCE_MS);
