import { loopbackRows } from "./loopback-rows.ts";
import { proofTable } from "./proof-table.ts";

/** docs/security/loopback.md */
export function loopbackPage(): string {
  return `# The loopback host against hostile pages

Made by \`npm run security\` from \`build/security/loopback-rows.ts\`. Not edited by hand; a test fails when a test or a file that it names is gone.

Where Electron is not used, the window is served at \`http://127.0.0.1:PORT\` to a browser that has other pages open. They share its cookies, and another port of this computer is
the same site, so neither cookies nor SameSite tell them from ours. The tests of \`e2e/\` run in a real Chromium whose resolver maps names of the web to this computer, with the
browser's own question before such pages (Local Network Access) switched off: not every browser asks it. They look at what the server refused, and why, not at what a page was told.

${proofTable(loopbackRows)}`;
}
