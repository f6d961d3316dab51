import { namedTest } from "./named-tests.ts";

/** One line of a page: what is asked, how it is met, in which files, and the tests that fail when it no longer is. */
export type ProofRow = {
  readonly id: string;
  readonly asked: string;
  readonly met: string;
  readonly files: readonly string[];
  /** By their titles. Each must exist: see named-tests.ts. */
  readonly tests: readonly string[];
  /** What no test of ours can tell here, and who or what can. */
  readonly not?: string;
};

/** The rows as a table, and under it where each test stands. */
export function proofTable(rows: readonly ProofRow[]): string {
  const cell = (text: string): string => text.replaceAll("|", "\\|");
  const lines = rows.map(({ id, asked, met, files, not }) => `| ${id} | ${cell(asked)} | ${cell(met)}${not === undefined ? "" : ` **Not held here:** ${cell(not)}`} | ${files.map((file) => `\`${file}\``).join(", ")} |`);
  const proofs = rows.map(({ id, tests }) => [`**${id}**`, "", ...(tests.length === 0 ? ["- none: see its row"] : tests.map((title) => `- ${namedTest(title)}`)), ""].join("\n"));
  return `| | Asked | Met | In |\n|---|---|---|---|\n${lines.join("\n")}\n\n## Tests, by row\n\n${proofs.join("\n")}`;
}
