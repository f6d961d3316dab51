import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import type { Finding } from "./finding.ts";
import { isKnown } from "./known.ts";
import type { Tally } from "./fuzz-parser.ts";
import type { ParserResult } from "./run-parser.ts";

const count = z.int().min(0);
const kind = z.strictObject({ inputs: count, accepted: count, refused: count });
/** What a run was, for each line that it made. `runs`: inputs asked of each kind. */
const runSchema = z.strictObject({ day: z.iso.date(), commit: z.string(), node: z.string(), cores: count, seed: z.int(), runs: count });
const resultSchema = z.strictObject({ name: z.string(), run: runSchema, structure: kind, bytes: kind, slowestMs: z.number(), peakBytes: count, found: count, known: count });
export type FuzzRun = z.infer<typeof runSchema>;
export type KeptResult = z.infer<typeof resultSchema>;

const FILE = new URL("../../docs/security/fuzz.json", import.meta.url);

/** The last result of each parser, in no order. */
export const readKept = (): readonly KeptResult[] => (existsSync(FILE) ? z.array(resultSchema).parse(JSON.parse(readFileSync(FILE, "utf8"))) : []);

/** In place of what was kept of the same parser. Answers all that is kept now. */
export function keepResult(result: KeptResult): readonly KeptResult[] {
  const all = [...readKept().filter(({ name }) => name !== result.name), result].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  writeFileSync(FILE, `[\n${all.map((one) => JSON.stringify(one)).join(",\n")}\n]\n`);
  return all;
}

export function keptOf({ name, kinds: { structure, bytes } }: ParserResult, run: FuzzRun): KeptResult {
  const findings: readonly Finding[] = [...structure.findings, ...bytes.findings];
  const known = findings.filter(({ message }) => isKnown(name, message)).length;
  return { name, run, structure: countsOf(structure), bytes: countsOf(bytes), slowestMs: Math.max(structure.slowestMs, bytes.slowestMs), peakBytes: Math.max(structure.peakBytes, bytes.peakBytes), found: findings.length - known, known };
}

const countsOf = ({ inputs, accepted, refused }: Tally): KeptResult["bytes"] => ({ inputs, accepted, refused });
