import { auditAllowed } from "../supply/audit-allowed.ts";
import { licenceRules, readByHand } from "../supply/licence-rules.ts";
import { proofTable } from "./proof-table.ts";
import { supplyRows } from "./supply-rows.ts";

/** docs/security/supply-chain.md */
export function supplyPage(): string {
  const allowed = auditAllowed.length === 0 ? "None." : auditAllowed.map(({ id, package: name, until, why }) => `- ${id} ${name}, until ${until}: ${why}`).join("\n");
  return `# Supply chain

Made by \`npm run security\` from \`build/security/supply-rows.ts\` and \`build/supply/\`. Not edited by hand; a test fails when a test or a file that it names is gone.

\`npm run supply -- audit\`, \`-- licences\`, \`-- electron\`, one or several. They end at 0: clean; 1: refused; 2: not understood; 3: nothing was judged, because no registry
answered, which is never green. Who adds or changes a package runs all three; GitLab runs them every week, because a weakness becomes known without a change here.

${proofTable(supplyRows)}
## Weaknesses that are lived with

${allowed}

They are in \`build/supply/audit-allowed.ts\`, each with a reason and a last day; past it, or more than 90 days ahead, it does not count.

## Licences that are accepted

| Licence | Where | Why |
|---|---|---|
${licenceRules.map(({ id, where, why }) => `| ${id} | ${where === "shipped" ? "anywhere" : "tools only"} | ${why} |`).join("\n")}

Of an expression, one side of an OR is enough, and both of an AND are needed. Packages that name no licence, read by a person:
${readByHand.map(({ name, version, licence, why }) => `${name} ${version}, ${licence} (${why})`).join("; ")}.
`;
}
