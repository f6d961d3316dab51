/** One row of docs/features.md: what a user gets, and what proves it. */
export type FeatureRow = {
  readonly area: string;
  readonly feature: string;
  /** The command a reader can run to see it proven. */
  readonly command: string;
  /** Tests whose file (prefix) and, where given, title (part) must all have passed, and at least one of them. Or the name of a recorded run. */
  readonly proof: { readonly kind: "tests"; readonly file: string; readonly title?: string } | { readonly kind: "run"; readonly name: string };
};

const tests = (file: string, title?: string): FeatureRow["proof"] => ({ kind: "tests", file, ...(title === undefined ? {} : { title }) });
const run = (name: string): FeatureRow["proof"] => ({ kind: "run", name });

/** How a row says what proves it. */
export const proofBy = { tests, run } as const;

export const featureRows: readonly FeatureRow[] = [
  { area: "Start", feature: "Two commands on a bare clone: install, build, start; install, test", command: "npm test", proof: tests("build/bootstrap/") },
  { area: "Start", feature: "Rooms and walls held by a test", command: "npm run check", proof: tests("build/walls/") },
  { area: "Rules", feature: "Every worked case of the loan, with its figures", command: "npm run test:fast", proof: tests("shared/pge/cases") },
  { area: "Rules", feature: "Schemes as packs: a second scheme without touching the engine", command: "npm run test:fast", proof: tests("shared/pge/", "pack") },
  { area: "Rules", feature: "Identifiers and French entry of numbers and dates", command: "npm run test:fast", proof: tests("shared/entry/") },
  { area: "Loan", feature: "After the number: approval by another, disbursement by the rules of its day, amendment, cancellation, refusal and mediation, incident and call; the ledger with it", command: "npm run test:db", proof: tests("", "[LI") },
  { area: "Loan", feature: "Approval by a ladder of the bank, by person and amount; a stand-in while somebody is away", command: "npm run test:e2e", proof: tests("e2e/delegations") },
  { area: "Loan", feature: "A file or a whole portfolio handed to a colleague, with no network", command: "npm run test:db", proof: tests("", "[LI11]") },
  { area: "Loan", feature: "Documents that a file should hold, by what is entered; the missing ones asked for", command: "npm run test:db", proof: tests("", "[LI12]") },
  { area: "Loan", feature: "Disbursed and not declared: the first line of the day, a declaration file with control totals, its answer line by line", command: "npm run test:db", proof: tests("e2e/loan-life") },
  { area: "Workstation", feature: "Figures of the branches, and the end of a day to the cent: receipts checked, proved against the centre", command: "npm run test:db", proof: tests("main/core/overview/") },
  { area: "Sync", feature: "The wire cannot change by accident", command: "npm run test:fast", proof: tests("shared/sync/protocol.test.ts") },
  { area: "Sync", feature: "The client's line and engine as a model: nothing lost, nothing twice, every queue empties", command: "npm run test:model", proof: tests("shared/sync/", "") },
  { area: "Centre", feature: "One contract suite on PGlite", command: "npm run test:db", proof: tests("sync-server/store/pglite.db.test.ts") },
  { area: "Centre", feature: "The same suite on PostgreSQL, with the pull-cursor experiment and the deadlock test", command: "npm run test:pg", proof: tests("sync-server/store/") },
  { area: "Centre", feature: "The same suite through PgBouncer in transaction mode, where there is one", command: "npm run test:pg", proof: tests("sync-server/contract/pgbouncer.pg.test.ts") },
  { area: "Centre", feature: "Work of a workstation that was revoked waits without effect until a manager accepts it or turns it down", command: "npm run test:db", proof: tests("", "[QU") },
  { area: "Centre", feature: "Hostile requests: each a 4xx with a code, never a 500", command: "npm run test:db", proof: tests("sync-server/http/") },
  { area: "Centre", feature: "Verification of a registration number by anybody: one answer for every mismatch, guessing ends, nothing in a log", command: "npm run test:db", proof: tests("sync-server/verification.db.test.ts") },
  { area: "Centre", feature: "Attestations made and sealed by the centre (PAdES), verified by OpenSSL; only what its ledger confirms", command: "npm run test:db", proof: tests("", "[AT") },
  { area: "Centre", feature: "Views for a reporting tool, of one bank by its login; as CSV; nothing of a client in any", command: "npm run test:pg", proof: tests("sync-server/contract/reporting", "[RP") },
  { area: "Centre", feature: "How a file was made, told and signed to who sees it: changes, verdicts, authors' signatures", command: "npm run test:db", proof: tests("", "[HI") },
  { area: "Centre", feature: "Sign-in by OpenID Connect with PKCE; tokens verified at every request; a second factor where the bank demands one", command: "npm run test:db", proof: tests("sync-server/identity/") },
  { area: "Centre", feature: "A sign-in that lasts: an answer lost on the way, a stolen token, a provider away for a day, signing out", command: "npm run test:db", proof: tests("e2e/sign-in.wide.db.test.ts") },
  { area: "Centre", feature: "Sign-in at a provider that differs as Cognito does, by setting", command: "npm run test:db", proof: tests("e2e/cognito.wide.db.test.ts") },
  { area: "Workstation", feature: "Encrypted local database with a witness: damage is noticed and named", command: "npm run test:db", proof: tests("main/core/db/") },
  { area: "Workstation", feature: "Key file with passphrase slot", command: "npm run test:db", proof: tests("main/core/keys/") },
  { area: "Workstation", feature: "Wrong passphrases slow down the next; a desk left alone or that slept locks; one's passphrase is changed; a locked one neither sends nor receives", command: "npm run test:db", proof: tests("main/core/session/d") },
  { area: "Workstation", feature: "Summary, schedule, letter of refusal and copy of a registration as tagged PDF, accessible whatever the file holds", command: "npm run test:db", proof: tests("main/core/paper/") },
  { area: "Workstation", feature: "The evidence file of a loan: verified offline by the page that it holds; any false byte placed, every forgery named", command: "npm run test:db", proof: tests("e2e/evidence") },
  { area: "Workstation", feature: "kill -9 in a loop loses and duplicates nothing", command: "npm run test:kill", proof: tests("", "kill -9") },
  { area: "Hosts", feature: "Loopback host closed to other pages and origins", command: "npm run test:db", proof: tests("main/hosts/loopback/") },
  { area: "Hosts", feature: "Command line with exit codes that scripts can trust", command: "npm run test:db", proof: tests("main/hosts/cli/") },
  { area: "Hosts", feature: "Electron shell, with an injected Electron", command: "npm run test:fast", proof: tests("main/hosts/electron/") },
  { area: "Hosts", feature: "The compiled Electron main and preload against a stand-in Electron", command: "npm run test:e2e", proof: tests("e2e/stand-in-electron") },
  { area: "Hosts", feature: "The real Electron binary", command: "npm run test:e2e", proof: tests("e2e/electron.electron.e2e.ts") },
  { area: "Installers", feature: "Every target's configuration, each installer's source, policies in both languages", command: "npm run test:fast", proof: tests("build/dist/builder-config.test.ts") },
  { area: "Installers", feature: "A deb that installs into its own root with exactly the expected files, and whose core opens a profile; Windows packages signed, broken by one byte", command: "npm run test:synth", proof: tests("build/dist/packaging") },
  { area: "Installers", feature: "The MSI installs, upgrades, refuses to go back and leaves data, under Wine", command: "npm run test:synth", proof: tests("build/dist/windows/msi-install") },
  { area: "Installers", feature: "A signed apt repository that apt takes, and refuses once changed", command: "npm run test:synth", proof: tests("build/dist/linux/") },
  { area: "Installers", feature: "What IT decides by policy wins, on Windows and Linux", command: "npm run test:fast", proof: tests("main/core/policy/") },
  { area: "Updates", feature: "A release made, signed and verified from outside; keys that never enter the repository", command: "npm run test:db", proof: tests("build/release/release.db.test.ts") },
  { area: "Updates", feature: "A hostile update server: every trick refused, each for its reason", command: "npm run test:db", proof: tests("main/core/update/hostile-server") },
  { area: "Updates", feature: "electron-updater runs what is signed, silently, and nothing else", command: "npm run test:db", proof: tests("main/hosts/electron/apply-update") },
  { area: "Updates", feature: "A release build does not carry the test authority's key", command: "npm run test:db", proof: tests("build/compile/") },
  { area: "Updates", feature: "The update told in one line and its panel, by keyboard", command: "npm run test:e2e", proof: tests("e2e/update") },
  { area: "Screens", feature: "The main story by keyboard alone", command: "npm run test:e2e", proof: tests("e2e/main-story") },
  { area: "Screens", feature: "Undo by keyboard, the legal text beside a field, a help that answers without network, a guided file that nothing can send", command: "npm run test:e2e", proof: tests("e2e/teach") },
  { area: "Screens", feature: "No serious accessibility fault on any screen, nothing cut at 320 px or 200 %, no unwanted motion", command: "npm run test:e2e", proof: tests("e2e/", "every screen, part") },
  { area: "Screens", feature: "A whole file entered and sent by keyboard alone, each value read back from the disk", command: "npm run test:e2e", proof: tests("e2e/swift-advisor") },
  { area: "Screens", feature: "Saved views of the list, by keyboard and from the palette", command: "npm run test:e2e", proof: tests("e2e/saved-views") },
  { area: "Screens", feature: "Every panel, the whole form and a list of 100,000 by keyboard, the focus never lost", command: "npm run test:e2e", proof: tests("e2e/keyboard") },
  { area: "Screens", feature: "Forced colours", command: "npm run test:e2e", proof: tests("e2e/forced-colours") },
  { area: "Screens", feature: "A damaged database is told and recovered, by keyboard", command: "npm run test:e2e", proof: tests("e2e/recovery") },
  { area: "Workstation", feature: "Opening, searching, sorting and reading 1,000 files asks the centre nothing", command: "npm run test:db", proof: tests("e2e/browsing.wide.db.test.ts") },
  { area: "Workstation", feature: "Companies known here proposed while typing; public registers off by default, one connector each, paced, kept, queued, every fault of a recorded server", command: "npm run test:db", proof: tests("main/core/lookup/") },
  { area: "Screens", feature: "A company looked up, taken over, undone and chosen from those known, by keyboard", command: "npm run test:e2e", proof: tests("e2e/lookup") },
  { area: "Screens", feature: "The public verification page in French and English, by keyboard, at 320 px, and from an origin of its own", command: "npm run test:e2e", proof: tests("e2e/verification.wide.e2e.ts") },
  { area: "Screens", feature: "Offline: waiting work is visible, and leaves when the network is back", command: "npm run test:e2e", proof: tests("e2e/offline") },
  { area: "Screens", feature: "French first, English complete", command: "npm run test:fast", proof: tests("shared/i18n/") },
  { area: "Centre", feature: "Several server processes replaced one by one under work: nothing lost, nothing answered 5xx, every change once", command: "npm run test:pg", proof: tests("e2e/rolling-restart.wide.pg.test.ts") },
  { area: "Centre", feature: "Old and new servers side by side on a schema migrated under work, and back; a step that the old ones could not bear is refused while one is at work", command: "npm run test:pg", proof: tests("e2e/side-by-side.wide.pg.test.ts") },
  { area: "Centre", feature: "A step of the schema waits for its tables in short tries while pushes are answered; every step is judged by what it takes away and what it stops", command: "npm run test:pg", proof: tests("sync-server/", "[ST9]") },
  { area: "Story", feature: "The weather desk of a demonstration: a real network with weather, a door that opens to its owner only, a backup put back", command: "npm run test:db", proof: tests("build/weather/") },
  { area: "Story", feature: "Two banks, four branches, 2,000 companies, network cut, kill, one SIREN twice: every figure adds up", command: "npm run demo", proof: run("demo") },
  { area: "Paris", feature: "Three environments synthesised offline; cdk-nag, residency, exposure, encryption, permissions, protection judged", command: "npm run test:synth", proof: tests("sync-server/infra/templates.synth.test.ts") },
  { area: "Paris", feature: "Manifests: strictest pods, closed network, exactly the server's variables, on AWS and elsewhere", command: "npm run test:fast", proof: tests("sync-server/infra/manifests/") },
  { area: "Paris", feature: "What the server's image holds migrates PostgreSQL, answers, and ends at SIGTERM", command: "npm run test:pg", proof: tests("build/image/server-image.pg.test.ts") },
  { area: "Paris", feature: "A deployment goes back by itself", command: "npm run test:db", proof: tests("build/deploy/") },
  { area: "Paris", feature: "A pipeline valid by GitLab's own schema, each kind of it running what it should", command: "npm run test:synth", proof: tests("build/deploy/gitlab-schema") },
  { area: "Paris", feature: "A pipeline of less than five minutes, by the measured times of its jobs", command: "npm run pipeline", proof: tests("build/deploy/stage-times") },
  { area: "Paris", feature: "The image's recipe by Docker's grammar and by the house's rules", command: "npm run test:fast", proof: tests("build/image/dockerfile") },
  { area: "Defence", feature: "Electron's twenty points, the loopback host against hostile pages, hostile documents, drops and links: each row names a test that exists", command: "npm run security", proof: tests("build/security/") },
  { area: "Defence", feature: "Hostile pages in a real Chromium, names turned to this computer included; hostile drops and pastes", command: "npm run test:e2e", proof: tests("e2e/hostile-") },
  { area: "Defence", feature: "Known weaknesses, licences and Electron's age, judged; never green when nobody answered", command: "npm run supply", proof: tests("build/supply/") },
  { area: "Speed", feature: "Benchmark with a written method and a baseline", command: "npm run bench", proof: run("bench") },
];
