import { namedTest } from "./named-tests.ts";
import { tamperTables, type TamperTable } from "./tamper-rows.ts";

const cell = (text: string): string => text.replaceAll("|", "\\|");

/** docs/security/tamper.md */
export const tamperPage = (): string => `# What is noticed when somebody tampers

Made by \`npm run security\` from \`build/security/tamper-rows.ts\`. Not edited by hand; a test fails when a test that it names is gone.
Each part says what is noticed, by what, when and how it is told; then what is not, and what stands in its place. Nothing here keeps anybody from tampering: it is about who is told.

${tamperTables.map(part).join("\n")}`;

function part({ what, rows, unnoticed }: TamperTable): string {
  const noticed = rows.map(({ how, noticedBy, when, told }, at) => `| ${at + 1} | ${[how, noticedBy, when, told].map(cell).join(" | ")} |`);
  const not = unnoticed.map(({ how, why, tests }) => `- **${how}.** ${why}${tests.length === 0 ? "" : ` (${tests.map(namedTest).join("; ")})`}`);
  const proofs = rows.map(({ tests }, at) => `${at + 1}. ${tests.map(namedTest).join("; ")}`);
  return `## ${what}

| | How | Noticed by | When | Told |
|---|---|---|---|---|
${noticed.join("\n")}

Not noticed:

${not.join("\n")}

Tests, by line:

${proofs.join("\n")}
`;
}
