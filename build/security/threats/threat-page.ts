import { namedTest } from "../named-tests.ts";
import { ACTORS, ASSETS } from "./actors.ts";
import { centreWalls } from "./centre-walls.ts";
import { outerWalls } from "./outer-walls.ts";
import { STRIDE, type Threat } from "./threat.ts";
import { workstationWalls } from "./workstation-walls.ts";

export const walls = [...workstationWalls, ...centreWalls, ...outerWalls];

const cell = (text: string): string => text.replaceAll("|", "\\|");
const left = walls.flatMap(({ threats }) => threats).filter((threat): threat is Threat & Required<Pick<Threat, "left">> => threat.left !== undefined);

/** docs/security/threat-model.md */
export const threatPage = (): string => `# Threat model

Made by \`npm run security\` from \`build/security/threats/\`. Not edited by hand; a test fails when a test that a row names is gone, or a row holds by nothing and says not who lives with it.

Thought through by its makers, from the sources and with what [attacks](pentest.md), [fuzzing](fuzzing.md) and [ASVS](asvs.md) showed; nobody from outside has looked at it yet. The words of STRIDE: ${Object.entries(STRIDE).map(([letter, word]) => `**${letter}** ${word.toLowerCase()}`).join(", ")}.

## What is worth something

| What | Where | The worst |
|---|---|---|
${ASSETS.map((row) => `| ${row.map(cell).join(" | ")} |`).join("\n")}

## Who may want it

| Who | Has | Wants | Meets |
|---|---|---|---|
${ACTORS.map((row) => `| ${row.map(cell).join(" | ")} |`).join("\n")}

## Where one is believed, and where not

\`\`\`mermaid
flowchart LR
  person((person)) ---|A keyboard, screen| window
  subgraph computer [workstation]
    window[window] ---|C bridge| core[core]
    core ---|B disk| disk[(encrypted folder)]
  end
  core ---|D network| door
  core -.->|H folder, stick, table, register| beside[beside the network]
  subgraph centre
    door[balancer, routes] ---|E tokens, rights| work[judgement]
    work ---|F roles of a transaction| store[(database, documents, anchors)]
  end
  provider[identity provider] ---|G sign-in, directory| core
  provider ---|G keys| door
  public((anybody)) ---|I numbers, seals| door
  makers[packages, releases, pipeline] ---|J signatures, sums| computer
  makers ---|J images| centre
\`\`\`

| Wall | Between | What comes in |
|---|---|---|
${walls.map(({ letter, name, between, threats }) => `| **${letter}** ${name} | ${between} | ${threats.length} threats below |`).join("\n")}

Every way in is in a list of its own: routes by role ([rights](rights.md)), doors of the window ([loopback](loopback.md), [Electron](electron.md)), what a person is handed ([input](input.md)), parsers ([fuzz](fuzz.md)).

${walls.map(({ letter, name, between, threats }) => `## ${letter}. ${name}: ${between}

| | | Threat | What holds it | What is left |
|---|:-:|---|---|---|
${threats.map(lineOf).join("\n")}

${threats.filter(({ tests }) => tests.length > 0).map(({ id, tests }) => tests.map((title) => `- **${id}** ${namedTest(title)}`).join("\n")).join("\n")}`).join("\n\n")}

## Risks that are left, and who lives with them

${left.length} of ${walls.flatMap(({ threats }) => threats).length} rows leave something. Whoever is named decides whether that is bearable; until somebody has, it is a risk and no decision. Nobody outside the makers has accepted any of them yet.

| | What | Who lives with it | Why it is left |
|---|---|---|---|
${left.map(({ id, left: { what, by, why } }) => `| ${id} | ${cell(what)} | ${cell(by)} | ${cell(why)} |`).join("\n")}

Those that we would lessen first: access tokens bound to a key (E1); the key of receipts in a device of its own (F2); two persons for the directory (G4) and for a release (J3); an image signed by a person (J4); a passphrase that is proven anew for what
cannot be undone (A3).
`;

function lineOf({ id, kind, threat, holds, left: remains }: Threat): string {
  return `| ${id} | ${kind} | ${cell(threat)} | ${cell(holds)} | ${remains === undefined ? "" : `${cell(remains.what)} (${cell(remains.by)})`} |`;
}
