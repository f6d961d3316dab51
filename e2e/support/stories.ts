import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { CONTENT_SECURITY_POLICY } from "../../main/hosts/loopback/headers.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const types: { readonly [extension: string]: string } = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml" };

/** A screen over a fake core: what it shows, where in the window, and keys or presses that lead there. */
export type Story = { readonly name: string; readonly story: string; readonly place?: string; readonly press?: readonly string[]; readonly click?: string; /** What comes by itself a moment later. */ readonly waitFor?: string; /** What comes after the keys, and the keys that are pressed then. */ readonly after?: { readonly waitFor: string; readonly press: readonly string[] } };

/** As renderer/testing/fake-files.ts numbers them. */
const file = (n: number): string => `#/files/all/0190c0de-0000-7000-8000-${String(n).padStart(12, "0")}`;

const PASSPHRASE_BUTTON = 'section:has(h2:text-is("Phrase secrète"), h2:text-is("Passphrase")) .button';
const NEW_PASSPHRASE = [..."lampe rivage ticket"];

/** Every screen and every state of a file, the ones included that a healthy demonstration never shows. */
export const stories: readonly Story[] = [
  { name: "sign-in", story: "sign-in" },
  { name: "sign-in-bank", story: "bank" },
  { name: "sign-in-away", story: "away", waitFor: ".note" },
  { name: "passphrase", story: "passphrase" },
  { name: "passphrase-names", story: "passphrase", waitFor: "input[type=password]", press: [..."guichet 2026 bonjour"], after: { waitFor: ".fault", press: [] } },
  { name: "unlock", story: "unlock" },
  { name: "welcome-back", story: "welcome" },
  { name: "profiles", story: "profiles" },
  { name: "unlock-waiting", story: "unlock-waiting", waitFor: "input[type=password]", press: ["a", "Enter"], after: { waitFor: ".fault", press: [] } },
  { name: "unlock-either", story: "unlock-either", click: ".door-block > .button.wide:not([type=submit])", after: { waitFor: ".note", press: [] } },
  { name: "forgotten", story: "forgotten", click: ".door-links .button.plain" },
  { name: "forgotten-waiting", story: "forgotten-waiting", click: ".door-links .button.plain", after: { waitFor: ".copy-code", press: [] } },
  { name: "unlock-both", story: "unlock-both" },
  { name: "grace-soon", story: "grace-soon", waitFor: ".today-note .note" },
  { name: "grace-over", story: "grace-over", click: "main > p > .button.main" },
  { name: "settings-no-vault", story: "no-vault", place: "#/settings" },
  { name: "blocked", story: "blocked" },
  { name: "no-address", story: "no-address" },
  { name: "stopped", story: "gone" },
  { name: "today", story: "desk" },
  { name: "locking", story: "locking", waitFor: ".clock-note" },
  { name: "empty", story: "empty" },
  { name: "clock-off", story: "clock" },
  { name: "update-announced", story: "announced" },
  { name: "update-ready", story: "ready", click: ".update-line" },
  { name: "update-mandatory", story: "mandatory", click: ".update-line" },
  { name: "signed-out", story: "signed-out", click: ".sync-pill" },
  { name: "list", story: "desk", place: "#/files/all" },
  { name: "list-views", story: "views", place: "#/files/all", waitFor: ".saved-view" },
  { name: "list-views-panel", story: "views", place: "#/files/all", waitFor: ".saved-view", click: ".saved-view.manage", press: ["Tab", "Tab", "Enter"] },
  { name: "list-100000", story: "many", place: "#/files/all" },
  { name: "inbox", story: "inbox", place: "#/inbox", press: ["j"], waitFor: ".inbox-line" },
  { name: "inbox-left", story: "desk", place: "#/inbox", waitFor: ".inbox-line", click: ".inbox-line:nth-child(2) .inbox-do .button", press: ["Tab", "Tab", "Tab", "Enter"] },
  { name: "inbox-empty", story: "empty", place: "#/inbox", waitFor: ".empty" },
  { name: "nothing-to-settle", story: "empty", place: "#/files/to-settle" },
  { name: "file-new", story: "desk", place: file(6) },
  { name: "file-incomplete", story: "desk", place: file(0), press: ["Control+Enter"] },
  { name: "file-ready", story: "desk", place: file(3) },
  { name: "file-figure", story: "desk", place: file(3), click: ".figure-line.strong" },
  { name: "file-schedule", story: "desk", place: file(3), click: ".section-line .button" },
  { name: "file-real-date", story: "desk", place: file(3), click: ".real-grant .figure-line", press: ["Tab", "0", "1", "0", "7", "2", "0", "2", "2"] },
  { name: "file-new-scheme", story: "new-scheme", place: file(3), waitFor: "#field-scheme" },
  { name: "file-rules-moved", story: "rules-moved", place: file(3), waitFor: "#rules-moved" },
  { name: "file-undo", story: "desk", place: file(3), click: "#field-tradeName", press: ["x", "Tab", "Control+z"] },
  { name: "file-help", story: "desk", place: file(3), click: "#field-turnover2019", press: ["F1"] },
  { name: "file-help-choice", story: "desk", place: file(3), click: ".at-scheme .help-button" },
  { name: "file-not-saved", story: "full", place: file(3), click: "#field-tradeName", press: ["x", "Tab"], waitFor: "#field-tradeName" },
  { name: "file-wrong-entry", story: "desk", place: file(3), click: "#field-siren", press: ["Backspace", "Tab"] },
  { name: "file-other-rules", story: "rules", place: file(3) },
  { name: "file-confirm", story: "desk", place: file(3), press: ["Control+Enter"] },
  { name: "file-documents", story: "desk", place: file(3), click: ".section-nav li:last-child a", waitFor: ".document-list" },
  { name: "file-document-remove", story: "desk", place: file(3), click: ".document:first-child .document-actions .button.plain", waitFor: ".document-list" },
  { name: "file-papers", story: "desk", place: file(3), click: ".papers-do .button", waitFor: ".papers" },
  { name: "file-papers-refusal", story: "desk", place: file(3), click: ".papers-do .button:nth-child(3)", waitFor: ".papers", press: ["Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Enter"] },
  { name: "lookup-known", story: "desk", place: file(6), click: "#field-legalName", press: ["A", "t", "e"], waitFor: "#field-legalName", after: { waitFor: ".combo-list", press: ["ArrowDown"] } },
  { name: "lookup-taken", story: "desk", place: file(6), click: "#field-legalName", press: ["A", "t", "e"], waitFor: "#field-legalName", after: { waitFor: ".combo-list", press: ["ArrowDown", "Enter"] } },
  { name: "lookup-ready", story: "lookup-ready", place: file(3), waitFor: ".lookup" },
  { name: "lookup-found", story: "lookup-found", place: file(3), waitFor: ".lookup-notices", click: ".lookup h3" },
  { name: "lookup-names", story: "lookup-names", place: file(6), waitFor: ".lookup-company", click: ".lookup h3" },
  { name: "lookup-waiting", story: "lookup-waiting", place: file(3), waitFor: ".lookup-waits span", click: ".lookup h3" },
  { name: "lookup-failed", story: "lookup-failed", place: file(3), waitFor: ".lookup .note", click: ".lookup h3" },
  { name: "lookup-ceased", story: "lookup-ceased", place: file(3), waitFor: ".lookup-company", click: ".lookup h3" },
  { name: "lookup-settings", story: "lookup-waiting", place: "#/settings", waitFor: "#settings-lookup", click: "#settings-lookup" },
  { name: "file-waiting", story: "offline", place: file(4) },
  { name: "file-registered", story: "desk", place: file(2) },
  { name: "file-refused", story: "desk", place: file(7) },
  { name: "file-answer-late", story: "desk", place: file(7), click: ".answer-due > summary" },
  { name: "file-conflict", story: "desk", place: file(9) },
  { name: "file-withdrawn", story: "desk", place: file(11) },
  { name: "file-evidence", story: "desk", place: file(17), click: ".evidence .button", waitFor: ".evidence", after: { waitFor: ".evidence .note", press: [] } },
  { name: "file-evidence-here", story: "evidence-here", place: file(17), click: ".evidence .button", waitFor: ".evidence", after: { waitFor: ".evidence .note", press: [] } },
  { name: "file-evidence-fetching", story: "evidence-fetching", place: file(17), click: ".evidence .button", waitFor: ".evidence", after: { waitFor: ".evidence progress", press: [] } },
  { name: "file-evidence-fails", story: "evidence-fails", place: file(17), click: ".evidence .button", waitFor: ".evidence", after: { waitFor: ".evidence .note", press: [] } },
  { name: "life-registered", story: "desk", place: file(1), click: ".section-nav li:first-child a" },
  { name: "life-beside", story: "desk", place: file(2), click: "[data-step='approved'] .button.plain", waitFor: "[data-step='approved'] .button.plain", after: { waitFor: ".step-form", press: ["Enter"] } },
  { name: "life-approved", story: "desk", place: file(13), click: "[data-step='disbursed'] .button", waitFor: ".life" },
  { name: "life-disbursed", story: "desk", place: file(14) },
  { name: "life-declared", story: "desk", place: file(17), click: "[data-step='incident'] .button", press: ["Enter"], waitFor: ".life" },
  { name: "life-complement", story: "desk", place: file(14), click: ".complement .button", press: ["Tab"], waitFor: ".complement" },
  { name: "life-premium", story: "desk", place: file(14), click: ".premiums .button", waitFor: ".premiums" },
  { name: "life-called", story: "desk", place: file(25), click: ".section-nav li:first-child a" },
  { name: "file-account-changed", story: "desk", place: file(15) },
  { name: "life-declined", story: "desk", place: file(22) },
  { name: "life-centre-corrected", story: "desk", place: file(26), click: ".by-centre", waitFor: ".life" },
  { name: "life-centre-released", story: "desk", place: file(37), click: ".by-centre", waitFor: ".life" },
  { name: "life-decline", story: "desk", place: file(3), click: "[data-step='declined'] .button", press: ["Enter"], waitFor: ".life" },
  { name: "sync", story: "offline", click: ".sync-pill" },
  { name: "sync-checked", story: "checked", click: ".sync-pill" },
  { name: "sync-mended", story: "mended", click: ".sync-pill" },
  { name: "sync-recovering", story: "recovering", click: ".sync-pill" },
  { name: "sync-offering", story: "offering", click: ".sync-pill" },
  { name: "sync-held-back", story: "held-back", click: ".sync-pill" },
  { name: "sync-behind", story: "behind", click: ".sync-pill" },
  { name: "sync-copied", story: "copied", click: ".sync-pill" },
  { name: "carry-out", story: "offline", click: ".sync-pill", press: ["Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Enter"] },
  { name: "carry-nothing", story: "desk", click: ".sync-pill", press: ["Tab", "Tab", "Tab", "Tab", "Enter"] },
  { name: "sync-folder", story: "folder", click: ".sync-pill" },
  { name: "overview", story: "region", place: "#/pilotage", waitFor: ".overview-table" },
  { name: "overview-lower", story: "region", place: "#/pilotage", waitFor: ".overview-table", click: ".overview-table tbody tr:last-child th", press: ["End"] },
  { name: "overview-empty", story: "empty", place: "#/pilotage", waitFor: ".empty" },
  { name: "overview-day", story: "region", place: "#/pilotage", click: ".choices label:nth-of-type(2)", waitFor: ".overview-table", after: { waitFor: ".overview-day", press: ["Tab"] } },
  { name: "overview-day-same", story: "region", place: "#/pilotage", click: ".choices label:nth-of-type(2)", waitFor: ".overview-table", after: { waitFor: ".overview-day", press: ["Tab", "Tab", "Tab", "Enter"] } },
  { name: "overview-day-away", story: "region-away", place: "#/pilotage", click: ".choices label:nth-of-type(2)", waitFor: ".overview-table", after: { waitFor: ".overview-day", press: ["Tab", "Tab", "Tab", "Enter"] } },
  { name: "overview-day-wrong", story: "region-wrong", place: "#/pilotage", click: ".choices label:nth-of-type(2)", waitFor: ".overview-table", after: { waitFor: ".overview-day", press: ["Tab"] } },
  { name: "palette", story: "desk", press: ["Control+k", "g", "a"] },
  { name: "keys", story: "desk", press: ["?"] },
  { name: "date", story: "desk", click: ".banner-button" },
  { name: "import", story: "desk", place: "#/import" },
  { name: "import-map", story: "import-map", place: "#/import", waitFor: ".import-map" },
  { name: "import-running", story: "import-running", place: "#/import", waitFor: ".import-run" },
  { name: "import-elsewhere", story: "import-running", place: "#/files/all", waitFor: ".update-line" },
  { name: "import-stopped", story: "import-stopped", place: "#/import", waitFor: ".import-report" },
  { name: "import-report", story: "import-done", place: "#/import", waitFor: ".import-report tbody" },
  { name: "import-changed", story: "import-done", place: "#/import", waitFor: ".import-report tbody", click: ".choices label:nth-of-type(2)" },
  { name: "export", story: "desk", place: "#/files/all", click: ".list-title .icon-button:nth-of-type(2)" },
  { name: "premiums", story: "desk", click: ".undeclared + .undeclared .button", waitFor: ".undeclared + .undeclared" },
  { name: "declaration", story: "desk", click: ".undeclared .button.main", waitFor: ".undeclared" },
  { name: "help", story: "desk", place: "#/help" },
  { name: "help-search", story: "desk", place: "#/help", press: ["p", "l", "a", "f", "o", "n", "d"] },
  { name: "help-code", story: "desk", place: "#/help/G2004" },
  { name: "guide-begun", story: "empty", click: ".guide-offer .button", waitFor: ".guide-offer", press: ["Tab", "Tab", "Tab"] },
  { name: "guide-going", story: "desk", place: file(901), waitFor: ".guide-pane li.done", press: ["Control+Enter"] },
  { name: "no-draft", story: "empty", place: "#/files/draft" },
  { name: "settings", story: "desk", place: "#/settings" },
  { name: "settings-passphrase", story: "desk", place: "#/settings", click: PASSPHRASE_BUTTON, press: ["a", "Tab", "Tab", ...NEW_PASSPHRASE, "Tab", "Tab", "x", "Enter"], after: { waitFor: ".fault", press: [] } },
  { name: "settings-passphrase-slowed", story: "slowed", place: "#/settings", click: PASSPHRASE_BUTTON, press: ["a", "Tab", "Tab", ...NEW_PASSPHRASE, "Tab", "Tab", ...NEW_PASSPHRASE, "Enter"], after: { waitFor: ".fault", press: [] } },
  { name: "settings-absence", story: "approver", place: "#/settings", click: "section form .foot .button" },
  { name: "settings-portfolio", story: "approver", place: "#/settings", click: "section:has(h2:text-is(\"Portefeuille\"), h2:text-is(\"Portfolio\")) form .button" },
  { name: "today-away", story: "approver", waitFor: ".away" },
  { name: "weather-fair", story: "weather", place: "#/weather", waitFor: ".weather-places" },
  { name: "weather-storm", story: "storm", place: "#/weather", click: ".weather-stations .button", waitFor: ".weather-stations .button" },
  { name: "weather-banner", story: "storm", waitFor: ".weather-mark svg" },
  { name: "weather-door", story: "storm-door", waitFor: ".weather-mark svg" },
  { name: "supervisor", story: "supervisor", waitFor: ".today-files" },
  { name: "supervisor-files", story: "supervisor", place: "#/files/all", waitFor: ".list-pane" },
  { name: "quarantine", story: "manager", place: "#/administration/quarantine", waitFor: ".quarantine-list" },
  { name: "quarantine-look", story: "manager", place: "#/administration/quarantine", click: ".quarantine-line .button", waitFor: ".quarantine-list" },
  { name: "quarantine-none", story: "manager-none", place: "#/administration/quarantine", waitFor: ".empty" },
  { name: "quarantine-today", story: "manager", waitFor: "#today-quarantine" },
  { name: "devices", story: "devices", place: "#/administration/workstations", waitFor: ".fleet-list" },
  { name: "devices-approve", story: "devices", place: "#/administration/workstations", click: ".fleet-list li:nth-child(1) .button", waitFor: ".fleet-list" },
  { name: "devices-end", story: "devices", place: "#/administration/workstations", click: ".fleet-list li:nth-child(3) .button", waitFor: ".fleet-list" },
  { name: "devices-second", story: "devices", place: "#/administration/workstations", click: ".fleet-list li:nth-child(2) .button", waitFor: ".fleet-list" },
  { name: "fleet", story: "fleet", place: "#/administration/workstations", waitFor: ".fleet-list" },
  { name: "fleet-look", story: "fleet", place: "#/administration/workstations", waitFor: ".fleet-list", click: ".fleet-reasons li:last-child button" },
  { name: "fleet-device", story: "fleet", place: "#/administration/workstations", waitFor: ".fleet-list", click: ".fleet-list .device-line .button" },
  { name: "diagnostic-asked", story: "diagnostic-asked", click: ".diagnostic-line", waitFor: ".diagnostic-line" },
  { name: "devices-none", story: "manager-none", place: "#/administration/workstations", waitFor: ".devices .empty" },
  { name: "devices-away", story: "devices-away", place: "#/administration/workstations", waitFor: ".devices .note" },
  { name: "policy", story: "policy", place: "#/administration/rules", waitFor: ".policy .totals" },
  { name: "policy-propose", story: "policy", place: "#/administration/rules", click: ".policy .recovery-actions .button", waitFor: ".policy .totals" },
  { name: "people", story: "people", place: "#/administration/people", waitFor: ".people .device-line" },
  { name: "releases", story: "releases", place: "#/administration/releases", waitFor: ".release-channel" },
  { name: "releases-held", story: "releases-held", place: "#/administration/releases", waitFor: ".release-channel" },
  { name: "releases-large", story: "releases-large", place: "#/administration/releases", click: ".releases .recovery-actions .button", after: { waitFor: ".branch-ticks", press: [] } },
  { name: "policy-second", story: "policy-second", place: "#/administration/rules", waitFor: ".policy-asked" },
  { name: "policy-stale", story: "policy-stale", place: "#/administration/rules", waitFor: ".policy-asked" },
  { name: "policy-away", story: "policy-away", place: "#/administration/rules", waitFor: ".policy .note" },
  { name: "devices-unapproved", story: "unapproved", waitFor: "main .note" },
  { name: "devices-to-erase", story: "to-erase", click: ".sync-pill", waitFor: ".sync-pill" },
  { name: "hold-mark", story: "holds", place: file(7), waitFor: ".hold-mark" },
  { name: "hold-panel", story: "holds", place: file(7), click: ".hold > .button", waitFor: ".hold-mark" },
  { name: "hold-none", story: "manager-none", place: file(7), click: ".hold > .button", waitFor: ".hold" },
  { name: "hold-away", story: "holds-away", place: file(7), click: ".hold > .button", waitFor: ".hold" },
  { name: "recovery", story: "administrator", place: "#/administration/recovery", waitFor: ".totals" },
  { name: "recovery-confirm", story: "administrator", place: "#/administration/recovery", click: ".recovery-actions .button.main", waitFor: ".totals" },
  { name: "recovery-second", story: "administrator-second", place: "#/administration/recovery", waitFor: ".totals" },
  { name: "recovery-alone", story: "administrator-alone", place: "#/administration/recovery", waitFor: ".recovery .note" },
  { name: "recovery-ended", story: "administrator-ended", place: "#/administration/recovery", waitFor: ".totals" },
  { name: "recovery-none", story: "administrator-none", place: "#/administration/recovery", waitFor: ".empty" },
  { name: "recovery-away", story: "administrator-away", place: "#/administration/recovery", waitFor: ".note" },
];

export type StoryServer = { readonly url: (story: Story, look: { readonly language: "fr" | "en"; readonly theme: "light" | "dark" | "contrast" }) => string; readonly close: () => void };

/** Compiles the screens over the fake core, into a folder of its own (several tests at once), and serves them under the window's own policy. */
export async function serveStories(): Promise<StoryServer> {
  const folder = mkdtempSync(join(tmpdir(), "guichet-stories-"));
  await build({ configFile: join(root, "renderer/vite.config.ts"), mode: "stories", logLevel: "error", build: { outDir: folder } });
  const server = createServer((request, response) => {
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    const name = path === "/" ? "index.html" : path.slice(1);
    if (!/^(index\.html|assets\/[\w.-]+)$/.test(name)) return void response.writeHead(404).end();
    return void response.writeHead(200, { "content-type": types[extname(name)] ?? "text/plain", "content-security-policy": CONTENT_SECURITY_POLICY }).end(readFileSync(join(folder, name)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: ({ story, place = "" }, { language, theme }) => `http://127.0.0.1:${port}/?story=${story}&language=${language}&theme=${theme}${place}`,
    close: () => {
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
