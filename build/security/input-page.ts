import { inputRows } from "./input-rows.ts";
import { proofTable } from "./proof-table.ts";

/** docs/security/input.md */
export function inputPage(): string {
  return `# What a person is handed

Made by \`npm run security\` from \`build/security/input-rows.ts\`. Not edited by hand; a test fails when a test or a file that it names is gone.

Documents, drops, pastes and links come from clients and from anybody's page. They are taken for hostile.

${proofTable(inputRows)}`;
}
