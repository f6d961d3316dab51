import { electronRows } from "./electron-rows.ts";
import { proofTable } from "./proof-table.ts";

/** docs/security/electron.md */
export function electronPage(): string {
  return `# Electron's checklist

Made by \`npm run security\` from \`build/security/electron-rows.ts\`. Not edited by hand; a test fails when a test or a file that it names is gone.

The twenty points of [Electron's checklist](https://www.electronjs.org/docs/latest/tutorial/security#checklist-security-recommendations), in our own words.
The shell takes Electron as an argument, so the tests push and read every door of it; what only Electron's own program can show, the row says.

${proofTable(electronRows)}`;
}
