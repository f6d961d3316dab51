import { proofBy, type FeatureRow } from "./rows.ts";

/** One part of the system of March 2020, as its makers told of it in public, and what stands here in its place. */
export type SeedRow = Pick<FeatureRow, "command" | "proof"> & { readonly seed: string; readonly guichet: string; /** What the command does not show. */ readonly unshown: string };

const { tests, run } = proofBy;
const synth = (title: string): FeatureRow["proof"] => tests("sync-server/infra/templates.synth.test.ts", title);

export const seedRows: readonly SeedRow[] = [
  { seed: "The platform of the loan, in five days", guichet: "the whole loan, from entry to the call of its guarantee; the next scheme is a document, published within the hour", command: "npm start · npm run test:db", proof: tests("e2e/schemes"), unshown: "" },
  { seed: "500,000 applications an hour", guichet: "batches of signed changes; files a second, measured beside a plain PostgreSQL in one run", command: "npm run bench", proof: run("bench"), unshown: "an hour at that rate, and more than one machine: docs/scale.md says what was measured" },
  { seed: "50,000 requests to the backend in a minute", guichet: "833 small pushes a second in an open loop, their 99th percentile; a flood from one device leaves the others their answers", command: "npm run bench -- --only rate833_p99_ms", proof: run("bench"), unshown: "AWS itself" },
  { seed: "3 million page views in five minutes", guichet: "views cost the centre nothing: opening, searching and reading 1,000 files asks it nothing; the one public page is static", command: "npm run test:db -- e2e/browsing", proof: tests("e2e/browsing.wide.db.test.ts"), unshown: "" },
  { seed: "Never down", guichet: "faults on real processes with the level through each; replaced under work; a branch goes on without any centre", command: "npm run chaos", proof: tests("build/chaos/"), unshown: "a month of it" },
  { seed: "Never down: what was lost comes back", guichet: "an old backup, a new epoch, every file and number back from the devices", command: "npm run rehearse", proof: run("rehearse"), unshown: "Aurora's own restore" },
  { seed: "The day itself", guichet: "25 March 2020 replayed with its peaks, outages and a changed rule; balance to the cent", command: "npm run day", proof: run("day"), unshown: "500,000 files of it in an hour" },
  { seed: "An audit that found nothing", guichet: "ASVS level 2 requirement by requirement, hostile inputs, scanners, tamper and plaintext tables", command: "npm run security · npm run pentest", proof: tests("build/security/"), unshown: "an audit by others; what is partly met is in docs/security/asvs.md" },
  { seed: "All data in France", guichet: "every resource judged to be in eu-west-3; names of other regions are not answered", command: "npm run synth", proof: synth("nothing lies outside Paris"), unshown: "a deployed account" },
  { seed: "EKS", guichet: "a cluster over three zones, strictest pods, closed network; the same manifests elsewhere", command: "npm run test:fast -- sync-server/infra/manifests", proof: tests("sync-server/infra/manifests/"), unshown: "a cluster that ran" },
  { seed: "CloudFront", guichet: "installers and the verification page, each with its policy, nothing of the asker kept", command: "npm run synth", proof: synth("two things leave through CloudFront"), unshown: "an edge that answered" },
  { seed: "Cognito", guichet: "the sign-in's pool with PKCE alone and two factors; a provider that differs as Cognito does", command: "npm run test:db -- e2e/cognito", proof: tests("e2e/cognito.wide.db.test.ts"), unshown: "Cognito itself" },
  { seed: "SES", guichet: "letters from an outbox filled in the same transaction, by SMTP, never twice, never lost", command: "npm run test:db -- sync-server/contract/mail", proof: tests("sync-server/contract/mail"), unshown: "SES itself" },
  { seed: "GitLab", guichet: "a pipeline valid by GitLab's schema, its longest path by measured times", command: "npm run pipeline", proof: tests("build/deploy/"), unshown: "a runner of GitLab's" },
  { seed: "Datadog", guichet: "traces, measures and lines to any collector; dashboards, alerts and monitors as code, a fault's cause found from them", command: "npm run observe", proof: tests("build/observe/"), unshown: "an account of Datadog's" },
  { seed: "Entries validated with a BI tool", guichet: "a reading schema of documented views, Metabase definitions, checks that must find nothing, CSV", command: "npm run server -- consistency", proof: tests("sync-server/contract/reporting"), unshown: "Metabase itself" },
  { seed: "Gatling", guichet: "the journeys as a Gatling simulation, type-checked and recorded; a player and a load program of ours ask the same", command: "npm run load", proof: tests("bench/gatling/"), unshown: "Gatling's own engine, which could not be had here" },
  { seed: "Infrastructure as modules", guichet: "constructs in TypeScript, one stack a life, judged by rules of ours and cdk-nag; the same bytes twice", command: "npm run synth", proof: synth(""), unshown: "a deployment" },
];
