import { namedTest } from "../security/named-tests.ts";

/** What a bank's file may say of Guichet, and what shows that it is so: tests by their titles, pages by their place, with the heading where one is meant. */
export type Proven = { readonly says: string; readonly tests?: readonly string[]; readonly pages?: readonly string[] };
/** What only the bank, or whoever runs the centre for it, can say. */
export type Hole = { readonly hole: string };
export type Statement = Proven | Hole;
export type CompliancePage = { readonly title: string; readonly about: string; readonly sections: readonly { readonly title: string; readonly statements: readonly Statement[] }[] };

export const isHole = (statement: Statement): statement is Hole => "hole" in statement;

/** Holes first, for they are what is left to do; then every statement with what shows it. Throws where a test is gone. */
export function compliancePage({ title, about, sections }: CompliancePage): string {
  const holes = sections.flatMap(({ statements }) => statements.filter(isHole));
  const numberOf = (hole: Hole): number => holes.indexOf(hole) + 1;
  return [
    `# ${title}`, "", about, "", "Made by `npm run security` from `build/compliance`; a test holds that each test and page named here is there. No legal advice: the bank judges, with its own counsel.", "",
    "## To be filled in by the bank", "", ...holes.map((hole) => `${numberOf(hole)}. ${hole.hole}`), "",
    ...sections.flatMap((section) => [`## ${section.title}`, "", ...section.statements.map((statement) => (isHole(statement) ? `- **To be filled in (${numberOf(statement)}).** ${statement.hole}` : tell(statement))), ""]),
  ].join("\n");
}

function tell({ says, tests = [], pages = [] }: Proven): string {
  return [`- ${says}`, ...pages.map((page) => `  - page: [${page}](../../${page})`), ...tests.map((title) => `  - test: ${namedTest(title)}`)].join("\n");
}
