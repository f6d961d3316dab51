import { existsSync, readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import { z } from "zod";

/** What became of one test, as a reporter writes it: one JSON object per line. */
export const testResult = z.object({
  file: z.string(),
  title: z.string(),
  status: z.enum(["passed", "failed", "skipped"]),
  ms: z.number(),
  /** Why it was skipped or, in short, how it failed. */
  reason: z.string().optional(),
});

export type TestResult = Readonly<z.infer<typeof testResult>>;

/** The lines that a reporter managed to write, in order. A run killed in mid-line keeps all lines before that one. */
export function readResults(path: string): readonly TestResult[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8").split("\n").flatMap(parseLine);
}

function parseLine(line: string): readonly TestResult[] {
  if (line === "") return [];
  try {
    return [testResult.parse(JSON.parse(line))];
  } catch {
    return [];
  }
}

/** First line of an error, short enough for a list. */
export function shortReason(message: string | undefined): string {
  const line = stripVTControlCharacters(message ?? "").split("\n").find((text) => text.trim() !== "") ?? "no message";
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
