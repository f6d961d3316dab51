import { chapters } from "./asvs/chapters.ts";
import { levelOf } from "./asvs/ids.ts";
import { HOLDERS, STATES, type Holder, type Row } from "./asvs/row.ts";
import { standingOf } from "./asvs/standing.ts";
import { filesNaming, namedTest } from "./named-tests.ts";

const HELD: { readonly [H in Holder]: string } = {
  configuration: "how it is set up where it runs", document: "a paper", construction: "that nothing in the sources does otherwise", library: "a library, which others test",
};
const rows = chapters.flatMap((chapter) => chapter.rows);
const cell = (text: string): string => text.replaceAll("|", "\\|");
const count = (some: readonly Row[]): string => STATES.map((state) => some.filter((row) => standingOf(row).state === state).length).join(" | ");

/** docs/security/asvs.md: how the product stands against OWASP's standard, row by row. */
export function asvsPage(): string {
  const waiting = rows.filter((row) => standingOf(row).missing.length > 0);
  const untested = rows.filter((row) => standingOf(row).state === "met" && (row.tests ?? []).length === 0);
  return `# OWASP ASVS 5.0.0, levels 1 and 2

Made by \`npm run security\` from \`build/security/asvs/\`, one file a chapter. Not edited by hand; a test fails when a file or a test that a row names is gone, or a requirement is missing.

[The standard](https://github.com/OWASP/ASVS) is OWASP's (CC BY-SA 4.0). Its numbers stand here with a few words of ours; what counts is its own text. Judged by us, by reading the sources: nobody from outside has verified it.

| | ${STATES.join(" | ")} | together |
|---|${STATES.map(() => "--:").join("|")}|--:|
| **both levels** | ${count(rows)} | ${rows.length} |
| level 1 | ${count(rows.filter(({ id }) => levelOf(id) === 1))} | ${rows.filter(({ id }) => levelOf(id) === 1).length} |
| level 2 | ${count(rows.filter(({ id }) => levelOf(id) === 2))} | ${rows.filter(({ id }) => levelOf(id) === 2).length} |
${chapters.map((chapter) => `| V${chapter.number} ${chapter.name} | ${count(chapter.rows)} | ${chapter.rows.length} |`).join("\n")}

*Met* is by the tests that are named under each chapter. ${untested.length} rows are met with no test of ours, and say what holds them: ${HOLDERS.map((holder) => `${HELD[holder]} (${untested.filter(({ held }) => held === holder).length})`).join(", ")}.
${waiting.length === 0 ? "" : `${waiting.length} rows name a test that is not here yet, and stand as they do without it: ${waiting.map(({ id }) => id).join(", ")}.\n`}
Of a production with another identity provider than the pool of \`sync-server/infra\`, the rows about passwords, factors and grants (V6, V10) are that provider's to answer.

${chapters.map((chapter) => `## V${chapter.number} ${chapter.name}\n\n| | Level | Asked | | How, or why not | In |\n|---|:-:|---|---|---|---|\n${chapter.rows.map(lineOf).join("\n")}\n${proofs(chapter.rows)}`).join("\n")}`;
}

function lineOf(row: Row): string {
  const { state, why } = standingOf(row);
  const held = row.held === undefined || state === "does not apply" ? [] : [`Held by ${HELD[row.held]}.`];
  return `| ${row.id} | ${levelOf(row.id)} | ${cell(row.what)} | ${state === "met" ? state : `**${state}**`} | ${cell([...(why === undefined ? [] : [sentence(why)]), ...held].join(" "))} | ${(row.in ?? []).map((file) => `\`${file}\``).join(", ")} |`;
}

const sentence = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;

function proofs(some: readonly Row[]): string {
  const lines = some.flatMap(({ id, tests = [] }) => tests.map((title) => `- **${id}** ${filesNaming(title).length === 0 ? `not here yet: ${title}` : namedTest(title)}`));
  return lines.length === 0 ? "" : `\n${lines.join("\n")}\n`;
}
