import { CLEAR_ON_PURPOSE, LEVEL_OF, LEVELS, PROTECTION } from "./data-levels.ts";
import { CENTRE, categories, FIELDS, FILES, WORKSTATION, type CategoryName } from "./data-register.ts";

const names = Object.keys(categories) as readonly CategoryName[]; // the keys of the table itself
const tablesOf = (places: Readonly<Record<string, readonly CategoryName[]>>, of: CategoryName): string => Object.keys(places).filter((table) => places[table]?.includes(of)).map((table) => `\`${table}\``).join(" ");
const fieldsOf = (of: CategoryName): string => Object.entries(FIELDS).filter(([, category]) => category === of).map(([field]) => `\`${field}\``).join(" ");

/** docs/security/data-register.md */
export const dataRegisterPage = (): string => `# What is kept, where, why, and until when

Made by \`npm run security\` from \`build/security/data-register.ts\`. Not edited by hand; a test holds it to every field of a file and to every table of both schemas, so that nothing is kept that is not here. It is what a bank's own
register of processing (GDPR, article 30) can be written from; where no text at hand gives a ground or a time, it says so and the bank sets it.

| | Whose | Why | Ground | Kept |
|---|---|---|---|---|
${names.map((name) => { const { name: title, whose, why, ground, kept } = categories[name]; return `| ${title} | ${whose} | ${why} | ${ground} | ${kept} |`; }).join("\n")}

## Where

| | Fields of a file | Tables of the centre | Tables of a workstation |
|---|---|---|---|
${names.map((name) => `| ${categories[name].name} | ${fieldsOf(name)} | ${tablesOf(CENTRE, name)} | ${tablesOf(WORKSTATION, name)} |`).join("\n")}

| Besides | What | How |
|---|---|---|
${Object.entries(FILES).map(([place, { what, how }]) => `| ${place} | ${what.map((name) => categories[name].name.toLowerCase()).join(", ")} | ${how} |`).join("\n")}

${levelSection()}
A rating of the Banque de France (CMF L. 144-1) is nowhere asked for, and has no field; the centre refuses a field that it does not know, and a table's column of it is not read. A registration is decided by the centre's rules on what a named advisor submitted; approving, refusing and disbursing are decided by named persons (GDPR,
article 22): the rules advise, in sight and with their texts.

How a file goes in its time, by which texts, with which proof, and what holds it: [erasure.md](erasure.md). What the bank keeps of one person is told by [person-data](one-person.md).
`;

/** Levels of protection: what each category has, and what each level asks for. */
function levelSection(): string {
  const categoriesOf = (level: (typeof LEVELS)[number]): string => names.filter((name) => LEVEL_OF[name] === level).map((name) => categories[name].name.toLowerCase()).join("; ");
  const asks = (name: keyof (typeof PROTECTION)["open"]): string => LEVELS.map((level) => PROTECTION[level][name]).join(" | ");
  return `## Levels of protection

| | ${LEVELS.map((level) => `**${level}**`).join(" | ")} |
|---|${LEVELS.map(() => "---").join("|")}|
| What | ${asks("what")} |
| Of the register | ${LEVELS.map(categoriesOf).join(" | ")} |
| At rest | ${asks("atRest")} |
| On its way | ${asks("onTheWay")} |
| Who reads | ${asks("reads")} |
| What is noted | ${asks("noted")} |
| Until when | ${asks("ends")} |
| Never | ${asks("never")} |

A place that is in the clear and holds more than what is internal is there on purpose, or a test fails: ${Object.entries(CLEAR_ON_PURPOSE).map(([place, why]) => `${place} (${why})`).join("; ")}.
`;
}
